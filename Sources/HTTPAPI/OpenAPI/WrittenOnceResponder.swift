import Hummingbird
import NIOCore
import Synchronization

/// Serves the document; it is written when it is first asked for, so that nobody else pays for it.
final class OpenAPIResponder: HTTPResponder {
    typealias Context = BasicRequestContext
    private let endpoints: [Endpoint]
    private let written = Mutex<ByteBuffer?>(nil)

    init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let text = written.withLock { written in
            if let written { return written }
            let fresh = ByteBuffer(bytes: OpenAPIDocument(endpoints: endpoints).json.utf8)
            written = fresh
            return fresh
        }
        let headers: HTTPFields = [.contentType: "application/json", .cacheControl: "public, max-age=300"]
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: text))
    }
}
