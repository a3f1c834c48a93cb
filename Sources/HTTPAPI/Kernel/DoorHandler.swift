import Domain
import HTTPTypes
import Logging
import NIOCore
import NIOHTTPTypes

/// Refuses what would be refused anyway, before a request is made of it: a refusal costs a fraction of what an answer does, so
/// that refusing most of what comes leaves the machine to the rest.
final class DoorHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let often = Dictionary(
        uniqueKeysWithValues: Language.allCases.map { ($0, OftenWritten(.overloaded, in: $0)) }
    )

    private let admission: Admission
    private let logger: Logger
    /// Requests that were let in and are not answered yet.
    private var unanswered = 0
    /// Whether the rest of a refused request is on its way.
    private var isRefusing = false

    init(_ admission: Admission, _ logger: Logger) {
        self.admission = admission
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Answers come in the order of their requests.
            isRefusing = unanswered == 0 && isRefused(head)
            if isRefusing { return refuse(head, context) }
            unanswered += 1
        case .body, .end:
            if isRefusing { return }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    private func isRefused(_ head: HTTPRequest) -> Bool {
        guard let path = head.path, path.hasPrefix("/v1/companies/"), head.headerFields[.connection] != "close" else {
            return false
        }
        // Uploads, of which there is no JSON, have a line of their own.
        let type = head.headerFields[.contentType]
        guard type == nil || MediaType.essence(type) == "application/json" else { return false }
        let company = path.utf8.dropFirst(14).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        return admission.refuses(Company.ID(String(Substring(company))), logger)
    }

    private func refuse(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        let names = RequestNames(headers: head.headerFields)
        let language = Language(accepting: head.headerFields[.acceptLanguage] ?? "")
        let path = String((head.path ?? "/").prefix { $0 != "?" })
        var (headers, body) =
            Self.often[language]?.written(at: path, names)
            ?? EndpointResponder.written(.overloaded, at: path, language, names)
        headers[.contentLength] = String(body.count)
        let answer = HTTPResponse(status: .serviceUnavailable, headerFields: headers)
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        if head.method != .head { context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

/// A problem that is written often: what differs from one to the next is put between what does not.
private struct OftenWritten: Sendable {
    private let headers: HTTPFields
    private let parts: [[UInt8]]

    init(_ problem: Problem, in language: Language) {
        let mark = "@@"
        let names = RequestNames(headers: [.requestID: mark])
        let (headers, body) = EndpointResponder.written(problem, at: mark, language, names)
        self.headers = headers
        parts = String(decoding: body, as: UTF8.self).split(separator: mark).map { Array($0.utf8) }
    }

    /// Nil where the path or the id is longer than most or has characters that JSON writes in another way.
    func written(at path: String, _ names: RequestNames) -> (headers: HTTPFields, body: [UInt8])? {
        guard parts.count == 3, Self.isPlain(path), Self.isPlain(names.requestID) else { return nil }
        var headers = headers
        headers[.requestID] = names.requestID
        headers[.traceparent] = names.traceparent
        return (headers, parts[0] + path.utf8 + parts[1] + names.requestID.utf8 + parts[2])
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 500
            && text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
    }
}
