public import ServiceLifecycle
import Synchronization

/// Whether a process wants traffic: it says no while it drains and while something it needs is away.
public final class Readiness: Service {
    private let draining = Atomic(false)
    private let fault: @Sendable () async -> String?

    /// `fault` says in a word what is missing, or nil.
    public init(fault: @escaping @Sendable () async -> String?) {
        self.fault = fault
    }

    /// Why no traffic is wanted; nil where it is.
    public func reason() async -> String? {
        if draining.load(ordering: .relaxed) { return "draining" }
        return await fault()
    }

    /// Runs until the process is asked to stop. Listed last among the services it is the first to hear of it, so that
    /// readiness fails before anything else stops.
    public func run() async throws {
        await withGracefulShutdownHandler {
            // Ends with the shutdown, one way or the other; there is nothing to tell apart.
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            self.draining.store(true, ordering: .relaxed)
        }
    }
}
