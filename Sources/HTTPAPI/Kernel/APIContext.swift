public import Hummingbird
import NIOCore

/// What a request carries through the router: the framework's own facts, and the connection that it came by.
public struct APIContext: RequestContext {
    /// The framework's facts.
    public var coreContext: CoreRequestContextStorage
    /// The connection, by which a client that goes away is noticed.
    let channel: any Channel

    /// The context of a new request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
