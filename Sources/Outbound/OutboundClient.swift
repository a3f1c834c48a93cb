import AsyncHTTPClient
public import Domain
import NIOCore
import NIOHTTP1
import NIOSSL

/// Asks other people's servers for something small: with a deadline, up to a size, and nowhere that the operator would not.
public struct OutboundClient: Sendable {
    private let hosts: AllowedHosts
    private let timeLimit: Duration

    /// Bytes of an answer at most.
    public static let sizeLimit = 256 * 1024

    /// A client for these hosts; an answer is there within `timeLimit`, from the look-up of the name to its last byte.
    public init(hosts: AllowedHosts, timeLimit: Duration = .seconds(4)) {
        self.hosts = hosts
        self.timeLimit = timeLimit
    }

    /// What is asked.
    public struct Question: Sendable {
        /// Where.
        public let url: WebURL
        /// Fields of the head.
        public var headers: [(name: String, value: String)]
        /// The text of a form, which is posted; nil for GET.
        public var form: String?

        /// A question without a form.
        public init(_ url: WebURL, headers: [(name: String, value: String)] = [], form: String? = nil) {
            self.url = url
            self.headers = headers
            self.form = form
        }
    }

    /// What was answered.
    public struct Reply: Sendable {
        /// The status.
        public let status: Int
        /// The body.
        public let body: [UInt8]
    }

    /// Why there is no answer.
    public enum Failure: Error, Sendable, Hashable {
        /// The host may not be asked, or has no address.
        case refused(AllowedHosts.Refusal)
        /// Nothing came in time.
        case timeout
        /// There is no connection, or it broke.
        case unreachable
        /// The answer is longer than ``OutboundClient/sizeLimit``.
        case tooLarge
    }

    /// Asks.
    public func ask(_ question: Question) async throws(Failure) -> Reply {
        do {
            let reply = try await withThrowingTaskGroup(of: Reply?.self) { group in
                group.addTask { try await exchange(question) }
                group.addTask {
                    try await Task.sleep(for: timeLimit)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
            guard let reply else { throw Failure.timeout }
            return reply
        } catch let failure as Failure {
            throw failure
        } catch {
            throw .unreachable
        }
    }

    private func exchange(_ question: Question) async throws -> Reply {
        let address: NetworkAddress
        do {
            address = try await hosts.address(of: question.url)
        } catch {
            throw Failure.refused(error)
        }
        let configuration = HTTPClient.Configuration(
            to: question.url,
            at: address,
            tls: .makeClientConfiguration()
        )
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(Self.request(question), timeout: .seconds(60))
            var body: [UInt8] = []
            for try await buffer in response.body {
                guard body.count + buffer.readableBytes <= Self.sizeLimit else { throw Failure.tooLarge }
                body.append(contentsOf: buffer.readableBytesView)
            }
            return Reply(status: Int(response.status.code), body: body)
        }
    }

    private static func request(_ question: Question) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: question.url.text)
        request.headers = HTTPHeaders(question.headers.map { ($0.name, $0.value) })
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "Clientele/1")
        if let form = question.form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        return request
    }
}
