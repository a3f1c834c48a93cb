import FoundationEssentials
import HTTPTypes
import Hummingbird

/// The names by which a request can be found again.
struct RequestNames: Sendable {
    /// X-Request-Id as sent, or a new one.
    let requestID: String
    /// The trace id of W3C Trace Context, as sent or new: 32 hexadecimal digits.
    let traceID: String
    /// Our own part of the trace: 16 hexadecimal digits.
    let spanID: String

    /// What is sent back: the trace, with our part of it.
    var traceparent: String { "00-\(traceID)-\(spanID)-01" }

    init(headers: HTTPFields) {
        let sent = headers[.requestID].flatMap { Self.isUsable($0) ? $0 : nil }
        requestID = sent ?? UUID().uuidString.lowercased()
        traceID = headers[.traceparent].flatMap(Self.traceID) ?? Self.digits() + Self.digits()
        spanID = Self.digits()
    }

    /// 16 random hexadecimal digits, not all of them zero.
    private static func digits() -> String {
        let text = String(UInt64.random(in: 1...UInt64.max), radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static func isUsable(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// "00-<32 digits>-<16 digits>-<2 digits>"; all zeros is no trace.
    private static func traceID(_ header: String) -> String? {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "00", parts[1].utf8.count == 32, parts[2].utf8.count == 16 else {
            return nil
        }
        let isHex = parts[1].utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        return isHex && parts[1].contains { $0 != "0" } ? String(parts[1]) : nil
    }
}

extension HTTPField.Name {
    static let requestID = literal("X-Request-Id")
    static let lastEventID = literal("Last-Event-ID")
    /// Tells proxies to hand on what comes, not to gather it.
    static let accelBuffering = literal("X-Accel-Buffering")
    static let traceparent = literal("traceparent")
    static let idempotencyKey = literal("Idempotency-Key")
    static let rateLimit = literal("RateLimit")
    static let rateLimitPolicy = literal("RateLimit-Policy")
    static let csrfToken = literal("X-CSRF-Token")
    static let forwardedFor = literal("X-Forwarded-For")
    static let idempotencyReplayed = literal("Idempotency-Replayed")

    private static func literal(_ name: String) -> HTTPField.Name {
        guard let known = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return known
    }
}
