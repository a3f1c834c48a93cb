import AsyncHTTPClient
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Store

extension WebhookClient {
    /// One delivery being sent.
    struct Attempt: Sendable {
        private let delivery: WebhookDelivery
        private let message: WebhookMessage
        private let time: Date

        init(_ delivery: WebhookDelivery, _ message: WebhookMessage, at time: Date) {
            self.delivery = delivery
            self.message = message
            self.time = time
        }

        /// What is known of the answer.
        private struct Reply: Sendable {
            let status: Int
            let head: String
            let bytes: Int
            let retryAfter: Duration?
        }

        /// Sends it and reads the answer, both within the time.
        func perform(with client: HTTPClient, address: NetworkAddress, within limit: Duration) async -> WebhookResult {
            let clock = ContinuousClock()
            let start = clock.now
            do {
                let reply = try await withThrowingTaskGroup(of: Reply?.self) { group in
                    group.addTask { try await exchange(with: client) }
                    group.addTask {
                        try await Task.sleep(for: limit)
                        return nil
                    }
                    defer { group.cancelAll() }
                    return try await group.next() ?? nil
                }
                guard let reply else {
                    return result(.timeout, took: limit, address: address, problem: "There was no answer in time.")
                }
                return result(reply, took: clock.now - start, address: address)
            } catch {
                let problem = "The connection failed: \(Self.text(of: error))"
                return result(.unreachable, took: clock.now - start, address: address, problem: problem)
            }
        }

        private func exchange(with client: HTTPClient) async throws -> Reply {
            let response = try await client.execute(message.request, timeout: .seconds(60))
            var bytes = 0
            for try await buffer in response.body {
                bytes += buffer.readableBytes
                // Enough; the connection is closed with the client.
                if bytes >= WebhookAttempt.responseLimit { break }
            }
            let lines = response.headers.map { "\($0.name): \($0.value)" }
            let first = "HTTP/\(response.version.major).\(response.version.minor) \(response.status.code)"
            return Reply(
                status: Int(response.status.code),
                head: ([first] + lines).joined(separator: "\n"),
                bytes: min(bytes, WebhookAttempt.responseLimit),
                retryAfter: response.headers.first(name: "retry-after").flatMap { Int($0) }
                    .flatMap { $0 > 0 ? .seconds(min($0, 86_400)) : nil }
            )
        }

        private func result(_ reply: Reply, took time: Duration, address: NetworkAddress) -> WebhookResult {
            let outcome: WebhookAttempt.Outcome
            switch reply.status {
            case 200..<300: outcome = .delivered
            case 300..<400: outcome = .redirected
            case 410: outcome = .gone
            default: outcome = .refused
            }
            return result(outcome, took: time, address: address, reply: reply)
        }

        /// A result without an answer.
        func result(_ outcome: WebhookAttempt.Outcome, took time: Duration, problem: String) -> WebhookResult {
            result(outcome, took: time, address: nil, problem: problem)
        }

        private func result(
            _ outcome: WebhookAttempt.Outcome,
            took duration: Duration,
            address: NetworkAddress?,
            reply: Reply? = nil,
            problem: String? = nil
        ) -> WebhookResult {
            let attempt = WebhookAttempt(
                number: delivery.attempts + 1,
                startedAt: time,
                durationMilliseconds: Int(duration / .milliseconds(1)),
                outcome: outcome,
                status: reply?.status,
                address: address?.description,
                requestHead: message.head,
                responseHead: reply.map { String(Self.keepable($0.head).prefix(WebhookAttempt.headLength)) },
                responseBytes: reply?.bytes ?? 0,
                problem: problem.map { String(Self.keepable($0).prefix(500)) }
            )
            let isFinal = outcome == .delivered || outcome == .gone
            let wait = WebhookRetry.wait(afterAttempt: delivery.attempts + 1, asked: reply?.retryAfter)
            return WebhookResult(delivery: delivery.id, attempt: attempt, next: isFinal ? nil : wait)
        }

        /// A text that the database can keep.
        private static func keepable(_ text: String) -> String {
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
        }

        private static func text(of error: any Error) -> String {
            String(describing: error).split(separator: "\n").first.map(String.init) ?? ""
        }
    }
}
