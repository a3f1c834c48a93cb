/// A refusal that a caller can understand and act on.
public protocol DomainError: Error, Sendable {
    /// What kind of refusal it is; decides the HTTP status.
    var kind: DomainErrorKind { get }
    /// Stable, dotted, for programs: "customer.archived".
    var code: String { get }
    /// One sentence for people.
    var message: String { get }
}

/// The kinds of refusal, one for each HTTP status that they become.
public enum DomainErrorKind: Sendable, CaseIterable {
    /// The input breaks a rule (422).
    case invalid
    /// There is no such thing, or it may not be seen (404).
    case notFound
    /// The acting person may not do this (403).
    case forbidden
    /// The present state does not allow it (409).
    case conflict
    /// It was there, and is not any more (410).
    case gone
    /// It was changed since the caller read it (412).
    case stale
    /// The caller must say which version they read (428).
    case preconditionRequired
    /// The input is larger than allowed (413).
    case tooLarge
    /// Something it needs is away; trying again later may help (503).
    case unavailable
}
