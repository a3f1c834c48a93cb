/// A name under which kinds of jobs share a cap.
public struct JobQueue: Sendable, Hashable {
    /// What it is called in the database.
    public let name: String
    /// How many of its jobs one company may run at once; nil leaves it to the company's own cap.
    public let perCompany: Int?

    /// A queue. Declare each once, as a static constant.
    public init(_ name: String, perCompany: Int? = nil) {
        self.name = name
        self.perCompany = perCompany
    }

    /// The usual one.
    public static let standard = JobQueue("default")
    /// Long work over whole companies: imports, scoring, exports.
    public static let bulk = JobQueue("bulk", perCompany: 2)
}
