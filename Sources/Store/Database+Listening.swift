import Postgres

/// What a listener hears.
public enum Announcement: Sendable, Hashable {
    /// From now on everything is heard; what was said before was not, so look for yourself. Comes first, and again
    /// after each interruption.
    case listening
    /// Somebody said something; often nothing but that there is something to look at.
    case said(String)
}

extension Database {
    /// Hears what is announced on a channel, over a connection of its own with the host's rights, which is made again
    /// whenever it breaks. Hints only: an announcement may be lost, so look for yourself now and then.
    public func announcements(on channel: String) -> AsyncStream<Announcement> {
        let events = Listener(hostingPool.settings, channels: [channel], logger: logger).events()
        return AsyncStream { continuation in
            let task = Task {
                for await event in events {
                    switch event {
                    case .listening: continuation.yield(.listening)
                    case .notification(let notification): continuation.yield(.said(notification.payload))
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
