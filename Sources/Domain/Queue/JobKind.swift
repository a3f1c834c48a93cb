public import FoundationEssentials

/// The declaration of one kind of background work: everything about it but its handler.
///
/// Declare it beside the feature it belongs to, in `Domain`, so that requests and other jobs can enqueue it:
///
///     extension JobKind where Payload == ScoreCompany {
///         public static let scoreCompany = JobKind("insight.score_company", perCompany: 1, uniqueKey: { _ in "all" })
///     }
///
/// Its handler lives in `Jobs` and is registered by one line of `JobList`.
public struct JobKind<Payload: Codable & Sendable>: Sendable {
    /// The name in the database: the room, a dot, the verb and noun in snake case. Never change it.
    public let name: String
    /// The version of the payload's shape that is written now, from 1.
    public let version: Int
    /// The queue whose caps it shares.
    public let queue: JobQueue
    /// Which jobs of the company it goes before.
    public let priority: JobPriority
    /// How many of them one company may run at once; nil leaves it to the company's own cap.
    public let perCompany: Int?
    /// How often and how late it is tried again.
    public let retry: RetryPolicy
    /// An attempt that takes longer is stopped and counts as failed.
    public let timeLimit: Duration

    private let uniqueKey: @Sendable (Payload) -> String?
    private let upgrade: @Sendable (Data, Int) throws -> Payload?

    /// Declares a kind of job.
    ///
    /// - Parameters:
    ///   - uniqueKey: while a job of this kind and key is live in the company, enqueuing another one has no effect.
    ///   - upgrade: reads a payload of an earlier version; nil where it knows none.
    public init(
        _ name: String,
        version: Int = 1,
        queue: JobQueue = .standard,
        priority: JobPriority = .normal,
        perCompany: Int? = nil,
        retry: RetryPolicy = .standard,
        timeLimit: Duration = .seconds(3600),
        uniqueKey: @escaping @Sendable (Payload) -> String? = { _ in nil },
        upgrade: @escaping @Sendable (Data, Int) throws -> Payload? = { _, _ in nil }
    ) {
        self.name = name
        self.version = version
        self.queue = queue
        self.priority = priority
        self.perCompany = perCompany
        self.retry = retry
        self.timeLimit = timeLimit
        self.uniqueKey = uniqueKey
        self.upgrade = upgrade
    }

    /// What makes this payload one of a kind, if anything.
    public func key(of payload: Payload) -> String? {
        uniqueKey(payload)
    }

    /// The payload as JSON, as it is kept in the database. Dates are ISO 8601.
    public func encode(_ payload: Payload) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(payload)
    }

    /// The payload from its JSON, whichever version wrote it.
    ///
    /// - Throws: `JobPayloadError.unknownVersion` where neither this version nor `upgrade` can read it.
    public func decode(_ json: Data, version written: Int) throws -> Payload {
        if written == version {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            return try decoder.decode(Payload.self, from: json)
        }
        if written < version, let payload = try upgrade(json, written) { return payload }
        throw JobPayloadError.unknownVersion(kind: name, written: written, known: version)
    }
}

/// A payload that this program cannot read.
public enum JobPayloadError: Error, Sendable, Hashable {
    /// Written by a newer program, or by one so old that nothing upgrades it any more.
    case unknownVersion(kind: String, written: Int, known: Int)
}
