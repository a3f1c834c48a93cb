/// How much of the workers one company may hold.
public enum QueueLimit {
    /// Jobs of a company that may run at once, over all workers, where nobody says otherwise.
    public static let usual = 64
    /// What may be said; 0 stops the queue.
    public static let range = 0...10_000
}
