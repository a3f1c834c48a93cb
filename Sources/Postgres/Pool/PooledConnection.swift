/// A connection of a pool, and when it is due to be replaced.
final class PooledConnection: Sendable {
    let connection: Connection
    let retirement: Deadline

    /// The lifetime varies by a tenth, so that connections opened together are not replaced together.
    init(_ connection: Connection, lifetime: Duration) {
        self.connection = connection
        retirement = .after(lifetime * Double.random(in: 0.9...1.1))
    }
}
