import Domain
import Hummingbird
import Store
import Synchronization

/// How many requests a key, and a company through all its keys, may make in a minute, in each process.
public struct QuotaLimits: Sendable {
    /// Requests of one key in a minute, at least 1.
    public let key: Int
    /// Requests into one company in a minute, at least 1.
    public let company: Int

    /// Limits in requests a minute.
    public init(key: Int, company: Int) {
        self.key = max(1, key)
        self.company = max(1, company)
    }

    /// What the settings say where nobody says otherwise.
    public static let standard = QuotaLimits(key: 6_000, company: 60_000)
}

/// Counts requests: a bucket for each key and each company, which fills evenly and holds a minute's requests.
///
/// A bucket is one instant, the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371): a
/// full bucket needs no memory, so only those are kept that were used within the last minute.
final class Quotas: Sendable {
    private let limits: QuotaLimits
    private let buckets = Mutex<[Owner: ContinuousClock.Instant]>([:])

    /// Buckets kept at most. Beyond it the full ones are dropped, and where none is full, all.
    static let capacity = 65_536
    /// A bucket that is empty is full again after this time.
    static let window = Duration.seconds(60)

    private enum Owner: Hashable {
        case key(Credential.ID)
        case company(Company.ID)
    }

    init(_ limits: QuotaLimits) {
        self.limits = limits
    }

    /// Takes one request of the key or session, and of the company where the key may act there.
    func take(_ key: Credential.ID, in company: Company.ID?, at now: ContinuousClock.Instant = .now) -> Allowance {
        buckets.withLock { buckets in
            if buckets.count >= Self.capacity { Self.makeRoom(in: &buckets, now) }
            var shares = [Self.take(.key(key), "key", limits.key, &buckets, now)]
            // A key that is over its own limit takes nothing from its company.
            if let company, shares[0].wait == nil {
                shares.append(Self.take(.company(company), "company", limits.company, &buckets, now))
            }
            return Allowance(shares: shares)
        }
    }

    /// What would be said to a request of the key or session that is one too many, of which nothing is taken; nil where there
    /// is something left.
    func refusal(of key: Credential.ID, in company: Company.ID?, at now: ContinuousClock.Instant = .now) -> Allowance? {
        buckets.withLock { buckets in
            var shares = [Self.share(.key(key), "key", limits.key, buckets, now).share]
            if let company, shares[0].wait == nil {
                shares.append(Self.share(.company(company), "company", limits.company, buckets, now).share)
            }
            return shares.contains { $0.wait != nil } ? Allowance(shares: shares) : nil
        }
    }

    private static func take(
        _ owner: Owner,
        _ name: String,
        _ limit: Int,
        _ buckets: inout [Owner: ContinuousClock.Instant],
        _ now: ContinuousClock.Instant
    ) -> Allowance.Share {
        let (share, full) = share(owner, name, limit, buckets, now)
        if share.wait == nil { buckets[owner] = full }
        return share
    }

    /// What is left when one more is taken, and when the bucket would be full again then.
    private static func share(
        _ owner: Owner,
        _ name: String,
        _ limit: Int,
        _ buckets: [Owner: ContinuousClock.Instant],
        _ now: ContinuousClock.Instant
    ) -> (share: Allowance.Share, full: ContinuousClock.Instant) {
        let each = window / limit
        let full = max(buckets[owner] ?? now, now)
        let next = full + each
        let missing = next - now - window
        if missing > .zero { return (.init(name: name, limit: limit, left: 0, reset: full - now, wait: missing), full) }
        let left = Int((window - (next - now)) / each)
        return (.init(name: name, limit: limit, left: left, reset: next - now, wait: nil), next)
    }

    private static func makeRoom(
        in buckets: inout [Owner: ContinuousClock.Instant],
        _ now: ContinuousClock.Instant
    ) {
        buckets = buckets.filter { $0.value > now }
        if buckets.count >= capacity { buckets.removeAll(keepingCapacity: true) }
    }
}

extension Problem {
    /// The quota of a key or of a company is used up; when to come back is to be added.
    static func quota(_ name: String) -> Problem {
        Problem(.tooManyRequests, "quota.\(name)", "There were too many requests of this \(name).")
    }
}

/// What is left of the quotas that a request counts against.
struct Allowance: Sendable {
    /// One quota.
    struct Share: Sendable {
        let name: String
        let limit: Int
        /// Requests that may follow at once.
        let left: Int
        /// Until all of them are there again.
        let reset: Duration
        /// Until the refused request may be made; nil where it is allowed.
        let wait: Duration?
    }

    let shares: [Share]

    /// The refusal, where a quota is used up.
    var refusal: Problem? {
        guard let used = shares.first(where: { $0.wait != nil }), let wait = used.wait else { return nil }
        return Problem.quota(used.name).with(.retryAfter, String(Self.seconds(wait)))
    }

    /// Says it in the answer, as draft-ietf-httpapi-ratelimit-headers has it.
    func write(to headers: inout HTTPFields) {
        headers[.rateLimitPolicy] = shares.map { "\"\($0.name)\";q=\($0.limit);w=60" }.joined(separator: ", ")
        headers[.rateLimit] = shares.map { "\"\($0.name)\";r=\($0.left);t=\(Self.seconds($0.reset))" }
            .joined(separator: ", ")
    }

    private static func seconds(_ duration: Duration) -> Int64 {
        max(1, duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0))
    }
}
