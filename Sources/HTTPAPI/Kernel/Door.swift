import Domain
import HTTPTypes
import Logging
import NIOCore

/// Refuses what would be refused anyway, before the parser of HTTP makes a request of it: a refusal costs a small fraction of
/// what an answer does, so that refusing most of what comes leaves the machine to the rest.
struct Door: Sendable {
    private static let overloaded = Dictionary(
        uniqueKeysWithValues: Language.allCases.map { ($0, OftenWritten(.overloaded, in: $0)) }
    )

    let admission: Admission
    let logger: Logger

    init(_ admission: Admission, _ logger: Logger) {
        self.admission = admission
        self.logger = logger
    }

    /// The answer to a request for which there is no place.
    func refusal(of request: PlainRequest, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        let written = Self.overloaded[request.language] ?? OftenWritten(.overloaded, in: request.language)
        return written.answer(to: request, allocator)
    }
}

/// A problem that is written often, as the bytes of an answer: what differs from one to the next is put between what does not.
private struct OftenWritten: Sendable {
    private let head: String
    private let body: [String]
    private let bodyLength: Int

    init(_ problem: Problem, in language: Language) {
        let mark = "@@"
        let names = RequestNames(requestID: mark, traceparent: nil)
        var (headers, body) = EndpointResponder.written(problem, at: mark, language, names)
        // They come after these.
        headers[.requestID] = nil
        headers[.traceparent] = nil
        head = headers.reduce("HTTP/1.1 \(problem.status)\r\n") { $0 + "\($1.name.rawName): \($1.value)\r\n" }
        self.body = String(decoding: body, as: UTF8.self).split(separator: mark).map(String.init)
        bodyLength = self.body.reduce(0) { $0 + $1.utf8.count }
    }

    func answer(to request: PlainRequest, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        let names = request.names
        let length = bodyLength + request.path.count + names.requestID.utf8.count
        var buffer = allocator.buffer(capacity: head.utf8.count + length + 256)
        buffer.writeString(head)
        buffer.writeString("X-Request-Id: \(names.requestID)\r\ntraceparent: \(names.traceparent)\r\n")
        buffer.writeString("Content-Length: \(length)\r\n\r\n")
        buffer.writeString(body[0])
        buffer.writeBytes(request.path)
        buffer.writeString(body[1])
        buffer.writeString(names.requestID)
        buffer.writeString(body[2])
        return buffer
    }
}
