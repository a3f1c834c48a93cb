/// What the engine needs to know of a kind of job, whatever its payload.
public struct JobDeclaration: Sendable, Hashable {
    /// The name in the database.
    public let name: String
    /// The version of the payload that is written now.
    public let version: Int
    /// The queue whose caps it shares.
    public let queue: JobQueue
    /// Which jobs of the company it goes before.
    public let priority: JobPriority
    /// How many of them one company may run at once; nil leaves it to the other caps.
    public let perCompany: Int?
    /// How often it is started before it is dead.
    public let maxAttempts: Int
    /// An attempt that takes longer is stopped and counts as failed.
    public let timeLimit: Duration

    /// The declaration without the payload's type.
    public init<Payload>(_ kind: JobKind<Payload>) {
        name = kind.name
        version = kind.version
        queue = kind.queue
        priority = kind.priority
        perCompany = kind.perCompany
        maxAttempts = kind.retry.maxAttempts
        timeLimit = kind.timeLimit
    }
}
