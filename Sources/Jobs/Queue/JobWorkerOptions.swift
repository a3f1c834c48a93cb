/// How one worker process works.
public struct JobWorkerOptions: Sendable {
    /// Jobs that run at once, at least one.
    public var slots: Int
    /// How long a worker that is asked to leave waits for its jobs before it gives them back.
    public var drain: Duration
    /// The longest time between two looks for work while there is none.
    public var idlePoll: Duration
    /// Whole months of ended jobs that are kept besides the running one, at least one.
    public var historyMonths: Int

    /// The usual: 16 jobs at once, 25 s to finish, a look every 5 s, a year of history.
    public init(
        slots: Int = 16,
        drain: Duration = .seconds(25),
        idlePoll: Duration = .seconds(5),
        historyMonths: Int = 12
    ) {
        self.slots = max(1, slots)
        self.drain = drain
        self.idlePoll = idlePoll
        self.historyMonths = max(1, historyMonths)
    }
}
