import Hummingbird
import NIOCore
import Synchronization

/// Serves a text that never changes; it is written when it is first asked for, so that nobody else pays for it.
final class WrittenOnceResponder: HTTPResponder {
    typealias Context = APIContext
    private let headers: HTTPFields
    private let write: @Sendable () -> [UInt8]
    private let written = Mutex<ByteBuffer?>(nil)

    private init(_ headers: HTTPFields, _ write: @escaping @Sendable () -> [UInt8]) {
        self.headers = headers
        self.write = write
    }

    /// The OpenAPI document.
    static func document(of endpoints: [Endpoint]) -> WrittenOnceResponder {
        let headers: HTTPFields = [.contentType: "application/json", .cacheControl: "public, max-age=300"]
        return WrittenOnceResponder(headers) { OpenAPIDocument(endpoints: endpoints).json.utf8 }
    }

    /// The page for people. Its browser is told to run nothing and to load nothing.
    static func page(of endpoints: [Endpoint]) -> WrittenOnceResponder {
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "public, max-age=300",
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        ]
        return WrittenOnceResponder(headers) {
            Array(ReferencePage(document: OpenAPIDocument(endpoints: endpoints).json).html.utf8)
        }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let text = written.withLock { written in
            if let written { return written }
            let fresh = ByteBuffer(bytes: write())
            written = fresh
            return fresh
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: text))
    }
}
