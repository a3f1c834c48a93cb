import Foundation

/// A real receiver of webhooks, `Tests/Fixtures/webhooks/receiver.py`, in a process of its own. It verifies signatures
/// with the package standardwebhooks, which `scripts/install-packages test` installs.
public final class WebhookReceiver: Sendable {
    /// A message as it arrived.
    public struct Message: Decodable, Sendable {
        /// The path that it was sent to.
        public let path: String
        /// webhook-id
        public let id: String
        /// The host that was asked.
        public let host: String
        /// How often it came.
        public let attempt: Int
        /// How many signatures it had.
        public let signatures: Int
        /// Whether one of them was right.
        public let verified: Bool
        /// Whether it was answered with success.
        public let accepted: Bool
        /// The body.
        public let body: Body

        /// What is read of a body.
        public struct Body: Decodable, Sendable {
            /// The event's type.
            public let type: String
        }
    }

    private let server: FixtureServer
    private var folder: URL { server.folder }
    /// Where it listens on 127.0.0.1.
    public var port: Int { server.port }

    /// Starts one, with TLS where a certificate is given.
    public init(certificate: String? = nil, key: String? = nil) async throws {
        server = try await FixtureServer(
            "webhooks/receiver.py",
            in: "receiver",
            files: ["secrets": "{}"],
            [certificate, key].compactMap { $0 }
        )
    }

    /// Stops it.
    public func stop() {
        server.stop()
    }

    /// The URL of one of its paths.
    public func url(_ path: String, scheme: String = "http", host: String = "127.0.0.1") -> String {
        "\(scheme)://\(host):\(port)\(path)"
    }

    /// Tells it with which secret messages to a path are signed.
    public func expect(_ secret: String, at path: String) throws {
        let file = folder.appending(path: "secrets")
        var secrets = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
        secrets[path] = secret
        try JSONEncoder().encode(secrets).write(to: file, options: .atomic)
    }

    /// Lets the paths below /held accept from now on.
    public func open() throws {
        try Data().write(to: folder.appending(path: "open"))
    }

    /// What has arrived at a path, in order.
    public func received(at path: String) throws -> [Message] {
        let file = folder.appending(path: "received")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
            .filter { $0.path == path }
    }

    /// What it noted under a name: "sni" or "poured"; nil where it did not.
    public func note(_ name: String) -> String? {
        // Absent until there is something to note.
        try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
