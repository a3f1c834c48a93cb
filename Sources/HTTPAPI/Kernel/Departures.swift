import Hummingbird
import NIOCore
import Synchronization

/// Stops the work for clients that have gone away: their queries are cancelled, nothing is computed for nobody.
enum Departures {
    private static let underWay = Mutex<[ObjectIdentifier: @Sendable () -> Void]>([:])

    /// Runs the work; it is cancelled when the connection's client leaves before its end.
    static func stopping<Value: Sendable>(
        with channel: any Channel,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let name = ObjectIdentifier(channel)
        let task = Task(executorPreference: EventLoopExecutor(channel.eventLoop)) { try await work() }
        underWay.withLock { $0[name] = { task.cancel() } }
        defer { underWay.withLock { _ = $0.removeValue(forKey: name) } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Runs what answers at length; `leave` is called when the connection's client leaves before its end.
    static func noticing<Value>(
        _ channel: any Channel,
        isolation: isolated (any Actor)? = #isolation,
        _ leave: @escaping @Sendable () -> Void,
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        let name = ObjectIdentifier(channel)
        underWay.withLock { $0[name] = leave }
        defer { underWay.withLock { _ = $0.removeValue(forKey: name) } }
        return try await work()
    }

    fileprivate static func left(_ channel: any Channel) {
        underWay.withLock { $0[ObjectIdentifier(channel)] }?()
    }
}

/// Notices that a client has closed its connection, or its half of it: nobody asks and then stops listening halfway.
final class DepartureHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { Departures.left(context.channel) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        Departures.left(context.channel)
        context.fireChannelInactive()
    }
}
