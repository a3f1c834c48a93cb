import AsyncHTTPClient
import Crypto
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// A delivery as it goes over the wire, signed as Standard Webhooks 1.0 says: HMAC-SHA256 of id, timestamp and body,
/// once for each secret that is valid.
struct WebhookMessage: Sendable {
    /// The headers, in the order in which they are sent.
    let headers: [(name: String, value: String)]
    private let url: WebURL
    private let body: String

    init(_ delivery: WebhookDelivery, to url: WebURL, secrets: [WebhookSecret], at time: Date) {
        let stamp = String(Int64(time.timeIntervalSince1970))
        let signed = Data("\(delivery.event).\(stamp).\(delivery.body)".utf8)
        let signatures = secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret.bytes))
            return "v1," + Data(code).base64EncodedString()
        }
        self.url = url
        body = delivery.body
        headers = [
            ("content-type", "application/json"), ("user-agent", "Clientele-Webhooks/1"),
            ("webhook-id", delivery.event.description), ("webhook-timestamp", stamp),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// The request.
    var request: HTTPClientRequest {
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        request.body = .bytes(ByteBuffer(string: body))
        return request
    }

    /// The head for the delivery log.
    var head: String {
        let host = url.host.contains(":") ? "[\(url.host)]" : url.host
        let isUsual = url.port == (url.isSecure ? 443 : 80)
        let first = "POST \(url.target) HTTP/1.1\nhost: \(host)\(isUsual ? "" : ":\(url.port)")\n"
        let lines = headers.map { "\($0.name): \($0.value)" } + ["content-length: \(body.utf8.count)"]
        return String((first + lines.joined(separator: "\n")).prefix(WebhookAttempt.headLength))
    }
}
