/// How often and how late a failed job is tried again.
public struct RetryPolicy: Sendable, Hashable {
    /// How often the job is started in all, at least once.
    public let maxAttempts: Int
    /// The longest wait after the first failure; it doubles with each further one.
    public let base: Duration
    /// The longest wait ever.
    public let ceiling: Duration

    /// A policy of its own for a kind of job.
    public init(maxAttempts: Int, base: Duration = .seconds(15), ceiling: Duration = .seconds(6 * 3600)) {
        precondition(maxAttempts >= 1, "a job is started at least once")
        self.maxAttempts = maxAttempts
        self.base = base
        self.ceiling = ceiling
    }

    /// Twelve attempts over about half a day.
    public static let standard = RetryPolicy(maxAttempts: 12)
    /// One attempt; a failure is final.
    public static let once = RetryPolicy(maxAttempts: 1)

    /// The longest wait after the given failed attempt (1 is the first): `min(ceiling, base · 2^(attempt − 1))`.
    public func longestDelay(afterAttempt attempt: Int) -> Duration {
        let doublings = min(max(attempt, 1) - 1, 30)
        return min(ceiling, base * (1 << doublings))
    }

    /// A wait drawn evenly between nothing and the longest (full jitter), so that jobs that failed together do not
    /// come back together. Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    public func delay(afterAttempt attempt: Int) -> Duration {
        longestDelay(afterAttempt: attempt) * Double.random(in: 0...1)
    }
}
