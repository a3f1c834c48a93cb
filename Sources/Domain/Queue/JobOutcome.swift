/// How an attempt ended, in the words of its handler. A handler that throws is tried again.
public enum JobOutcome: Sendable, Hashable {
    /// The work is done.
    case done
    /// Not now; try again after this time. Counts as an attempt.
    case retry(after: Duration)
    /// It will never work; the reason is kept with the dead job.
    case discard(reason: String)
}
