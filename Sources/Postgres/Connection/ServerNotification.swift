/// What somebody said with NOTIFY.
public struct ServerNotification: Hashable, Sendable {
    /// On which channel.
    public let channel: String
    /// What they said; often nothing.
    public let payload: String
}
