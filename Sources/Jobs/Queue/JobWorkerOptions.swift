/// How one worker process works.
public struct JobWorkerOptions: Sendable {
    /// Jobs that run at once, at least one.
    public var slots: Int
    /// How long a worker that is asked to leave waits for its jobs before it gives them back.
    public var drain: Duration
    /// The longest time between two looks for work while there is none.
    public var idlePoll: Duration

    /// The usual: 16 jobs at once, 25 s to finish, a look every 5 s.
    public init(
        slots: Int = 16,
        drain: Duration = .seconds(25),
        idlePoll: Duration = .seconds(5)
    ) {
        self.slots = max(1, slots)
        self.drain = drain
        self.idlePoll = idlePoll
    }
}
