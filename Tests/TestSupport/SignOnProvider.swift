import Foundation
import FoundationNetworking

/// A real provider of OpenID Connect, `Tests/Fixtures/provider/provider.py`, made of Authlib, in a process of its own.
public final class SignOnProvider: Sendable {
    /// What the provider is to do, and for whom.
    public struct Orders: Encodable, Sendable {
        /// Whom it lets in.
        public var user: [String: Claim]
        /// What the ID token says instead.
        public var claims: [String: Claim] = [:]
        /// How it misbehaves.
        public var way: String?
        /// What it calls itself in its configuration.
        public var issuer: String?

        /// It lets in somebody, and does as it should.
        public init(_ subject: String, _ email: String, isVerified: Claim = .flag(true)) {
            user = ["sub": .text(subject), "email": .text(email), "email_verified": isVerified]
        }
    }

    /// A value in a token.
    public enum Claim: Encodable, Sendable, ExpressibleByStringLiteral {
        case text(String), texts([String]), flag(Bool), number(Double)
        /// Left out of the token.
        case absent

        /// A text.
        public init(stringLiteral value: String) {
            self = .text(value)
        }

        /// As JSON.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let value): try container.encode(value)
            case .texts(let value): try container.encode(value)
            case .flag(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .absent: try container.encodeNil()
            }
        }
    }

    private let server: FixtureServer

    /// What it knows us by.
    public static let clientID = "clientele"
    /// How we prove that.
    public static let secret = "the client's own secret, with : and % in it"

    /// Starts one.
    public init() async throws {
        server = try await FixtureServer("provider/provider.py", in: "provider", files: ["orders": "{}"])
    }

    /// Stops it.
    public func stop() {
        server.stop()
    }

    /// Its name for itself.
    public var issuer: String { "http://127.0.0.1:\(server.port)" }

    /// Says what it is to do from now on.
    public func order(_ orders: Orders) throws {
        try JSONEncoder().encode(orders).write(to: server.folder.appending(path: "orders"), options: .atomic)
    }

    /// How often it was asked for this: "GET /keys".
    public func asked(_ line: String) throws -> Int {
        let file = server.folder.appending(path: "asked")
        guard FileManager.default.fileExists(atPath: file.path) else { return 0 }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0 == line }.count
    }

    /// What the browser comes back with when it was sent to this address: the parameters of the query.
    public func visit(_ address: String) async throws -> [String: String] {
        guard let url = URL(string: address) else { throw Program.Failure(description: "no address: \(address)") }
        let session = URLSession(configuration: .ephemeral, delegate: Standing(), delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let (_, response) = try await session.data(for: URLRequest(url: url, timeoutInterval: 30))
        let back = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Location") ?? ""
        let items = URLComponents(string: back)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Stays where it is when it is sent elsewhere.
    private final class Standing: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
