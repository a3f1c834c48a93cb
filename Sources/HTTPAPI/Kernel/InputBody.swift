import Domain
import Hummingbird
import NIOCore

/// The body of a request, read and checked against the operation's declaration.
struct InputBody: Sendable {
    /// The checked value; null where the operation takes none.
    let value: JSON
    /// The bytes it was read from; none for an upload, which is read by its handler.
    let bytes: [UInt8]

    init(_ request: Request, _ endpoint: Endpoint) async throws {
        guard let input = endpoint.input else {
            self.init(value: .null, bytes: [])
            return
        }
        let mediaType = MediaType.essence(request.headers[.contentType])
        guard input.mediaTypes.contains(mediaType) else {
            let accepted = input.mediaTypes.joined(separator: ", ")
            throw Problem(.unsupportedMediaType, "media_type", "The body is \(accepted).").with(.accept, accepted)
        }
        if case .upload = endpoint.runner {
            self.init(value: .null, bytes: [])
            return
        }
        let limit = endpoint.bodyLimit
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem.bodyTooLarge
        }
        let buffer = try await withDeadline(Kernel.bodyDeadline) { try await request.body.collect(upTo: limit) }
        self.init(value: try Self.value(buffer, input), bytes: Array(buffer.readableBytesView))
    }

    private init(value: JSON, bytes: [UInt8]) {
        self.value = value
        self.bytes = bytes
    }

    private static func value(_ buffer: ByteBuffer, _ input: Endpoint.Input) throws(Problem) -> JSON {
        let value = try input.isForm ? FormText.value(buffer, input.schema) : json(buffer)
        var findings = Findings()
        input.check(value, &findings)
        guard findings.all.isEmpty else { throw .invalid(findings.all) }
        return value
    }

    private static func json(_ buffer: ByteBuffer) throws(Problem) -> JSON {
        do {
            return try buffer.withUnsafeReadableBytes { try JSONParser.parse($0.bindMemory(to: UInt8.self)) }
        } catch let error as JSONParsingError {
            throw Problem(.badRequest, "json.malformed", "Not JSON at byte \(error.offset): \(error.reason).")
        } catch {
            throw Problem(error)
        }
    }
}

extension Place {
    /// The body of a request, which may be long in coming.
    func body(of request: Request, _ endpoint: Endpoint) async throws -> InputBody {
        guard endpoint.input != nil else { return try await InputBody(request, endpoint) }
        return try await aside { try await InputBody(request, endpoint) }
    }
}
