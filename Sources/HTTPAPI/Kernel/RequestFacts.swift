import HTTPTypes
import Hummingbird
import Synchronization

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
        self.init(requestID: headers[.requestID], traceparent: headers[.traceparent])
    }

    /// Of what was sent under these names.
    init(requestID sent: String?, traceparent: String?) {
        requestID = sent.flatMap { Self.isUsable($0) ? $0 : nil } ?? Self.digits(32)
        traceID = traceparent.flatMap(Self.traceID) ?? Self.digits(32)
        spanID = Self.digits(16)
    }

    private static let numbers = Atomic(UInt64.random(in: 0...UInt64.max))

    /// So many hexadecimal digits, in practice never the same again nor all of them zero. They are names and no secrets, so the
    /// system is asked once and the rest is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static func digits(_ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { text in
            for place in 0..<count / 16 {
                var number = numbers.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
                number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
                number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
                number ^= number >> 31
                for digit in 0..<16 {
                    let value = UInt8(truncatingIfNeeded: number >> (4 * digit)) & 15
                    text[16 * place + digit] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                }
            }
            return count
        }
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
