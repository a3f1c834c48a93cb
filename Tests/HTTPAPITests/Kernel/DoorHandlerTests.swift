import Domain
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOPosix
import Testing

@testable import HTTPAPI

/// Refusals that are written before a request is made of what came.
@Suite struct DoorHandlerTests {
    private let company = Company.ID.make()

    /// A connection to an API on which so many work and wait that the next of this company is refused.
    private func fullChannel() async throws -> EmbeddedChannel {
        let line = AdmissionLine("test", width: 1, room: 0)
        #expect(await line.enter(company, on: MultiThreadedEventLoopGroup.singleton.next()))
        let channel = EmbeddedChannel()
        let admission = Admission(work: line, open: line, upload: line)
        try channel.pipeline.syncOperations.addHandler(
            DoorHandler(admission, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        )
        return channel
    }

    private func head(_ path: String, _ fields: HTTPFields = [:]) -> HTTPRequestPart {
        .head(HTTPRequest(method: .post, scheme: nil, authority: nil, path: path, headerFields: fields))
    }

    @Test func `a refusal says what any problem says, in the caller's language and with their id`() async throws {
        let channel = try await fullChannel()
        let path = "/v1/companies/\(company)/customers"
        // The second has characters that JSON writes in another way.
        for (sent, id) in [(path + "?q=1", "mine"), (path + "\"", "mi\"ne")] {
            try channel.writeInbound(head(sent, [.requestID: id, .acceptLanguage: "zh-CN"]))
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "{}")))
            try channel.writeInbound(HTTPRequestPart.end(nil))
            guard case .head(let answer)? = try channel.readOutbound(as: HTTPResponsePart.self),
                case .body(let body)? = try channel.readOutbound(as: HTTPResponsePart.self),
                case .end? = try channel.readOutbound(as: HTTPResponsePart.self)
            else {
                Issue.record("there is no whole answer")
                return
            }
            #expect(answer.status == .serviceUnavailable && answer.headerFields[.retryAfter] == "1")
            #expect(answer.headerFields[.requestID] == id)
            #expect(answer.headerFields[.contentLength] == String(body.readableBytes))
            let instance = String(sent.prefix { $0 != "?" })
            let content = Problem.overloaded.content(in: .chinese, instance: instance, requestID: id)
            #expect(Array(body.readableBytesView) == (try JSONOutput.bytes(content)))
        }
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil, "nothing of it goes on")
    }

    @Test func `the others come in, and so do uploads and whatever has another line`() async throws {
        let channel = try await fullChannel()
        let csv: HTTPFields = [.contentType: "text/csv"]
        let admitted = [head("/v1/companies/\(company)/imports", csv), head("/v1/session"), head("/docs")]
        for part in admitted {
            try channel.writeInbound(part)
            #expect(try channel.readInbound(as: HTTPRequestPart.self) == part)
            try channel.writeOutbound(HTTPResponsePart.end(nil))
        }
    }
}
