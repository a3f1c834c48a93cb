import Glibc
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// How long a client may take.
struct ConnectionPatience: Sendable {
    /// For the whole head of a request, from its first byte.
    var head = TimeAmount.seconds(10)
    /// For the rest of a request that was answered already.
    var rest = TimeAmount.seconds(10)
    /// For the next request.
    var idle = TimeAmount.seconds(30)
    /// For the next `leastRead` bytes of an answer, once the connection is full; for the next byte of what the kernel has.
    var read = TimeAmount.seconds(30)

    /// A client reads slower than a thousand bytes a second, or not at all, where it takes less than this in its time.
    static let leastRead = 32 * 1024
    /// The kernel takes no more than this of what a client has no room for yet, so that who does not read is noticed, and has
    /// little done for them.
    static let mostUnsent = 128 * 1024
}

/// Closes connections whose clients dawdle: with a head, with the rest of what is answered already, or with reading.
/// A body that is waited for has the deadline of who waits; a connection on which nothing comes is closed by the server.
final class PatienceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let patience: ConnectionPatience
    private let door: Door?
    /// Heads that came, ever.
    fileprivate private(set) var heads = 0
    /// Whether a head came and its end has not.
    fileprivate private(set) var isReceiving = false
    private var answers = 0
    /// When last a request or an answer was complete.
    private var active = NIODeadline.now()
    private var idling: Scheduled<Void>?
    private var heading: Scheduled<Void>?
    private var resting: Scheduled<Void>?
    private var reading: Scheduled<Void>?

    init(_ patience: ConnectionPatience = ConnectionPatience(), door: Door? = nil) {
        self.patience = patience
        self.door = door
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Parts are of whole heads; who drips one is seen in front of the parser only. A pipeline whose channel is open
        // takes other handlers.
        try? context.pipeline.syncOperations.addHandler(FirstBytesHandler(self), position: .first)
        if let door { try? context.pipeline.syncOperations.addHandler(DoorHandler(door, self), position: .first) }
        Self.set(TCP_NOTSENT_LOWAT, ConnectionPatience.mostUnsent, of: context.channel)
        Self.set(TCP_USER_TIMEOUT, Int(patience.read.nanoseconds / 1_000_000), of: context.channel)
        active = context.eventLoop.now
        expectRequest(context.channel, at: active + patience.idle)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            heads += 1
            isReceiving = true
            Self.stop(&heading)
        case .body: break
        case .end:
            isReceiving = false
            active = context.eventLoop.now
            Self.stop(&resting)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            answers += 1
            active = context.eventLoop.now
            if isReceiving, resting == nil { resting = Self.closing(context.channel, in: patience.rest) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            Self.stop(&reading)
        } else if reading == nil {
            expectReading(context.channel)
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        Self.stop(&idling)
        Self.stop(&heading)
        Self.stop(&resting)
        Self.stop(&reading)
        context.fireChannelInactive()
    }

    /// Looks at this time whether anything was asked meanwhile; one look serves any number of requests.
    private func expectRequest(_ channel: any Channel, at time: NIODeadline) {
        let loop = channel.eventLoop.assumeIsolated()
        idling = loop.scheduleTask(deadline: time) {
            let isBusy = self.isReceiving || self.heads > self.answers || self.heading != nil
            let next = (isBusy ? channel.eventLoop.now : self.active) + self.patience.idle
            guard next > time || isBusy else { return channel.close(promise: nil) }
            self.expectRequest(channel, at: next)
        }
    }

    /// Whether everything that came was answered.
    var isAtRest: Bool { heads == answers && !isReceiving && heading == nil }

    /// Something came that may be answered before it is here.
    func noteRequest(at now: NIODeadline) { active = now }

    /// Bytes came, and no head is complete.
    fileprivate func expectHead(_ channel: any Channel) {
        if heading == nil { heading = Self.closing(channel, in: patience.head) }
    }

    /// Looks after a while whether anything was taken of what waits to be sent.
    private func expectReading(_ channel: any Channel) {
        let before = Self.unsent(channel)
        let loop = channel.eventLoop.assumeIsolated()
        reading = loop.scheduleTask(in: patience.read) {
            guard !channel.isWritable else { return self.reading = nil }
            let taken = before - Self.unsent(channel)
            guard taken >= ConnectionPatience.leastRead else { return Self.reset(channel) }
            self.expectReading(channel)
        }
    }

    /// Sockets of TCP have the options; others need none of them.
    private static func set(_ option: CInt, _ value: Int, of channel: any Channel) {
        let option = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: option))
        try? channel.syncOptions?.setOption(option, value: value)
    }

    /// Bytes that the kernel has not taken yet.
    private static func unsent(_ channel: any Channel) -> Int {
        // Channels of sockets have the option, and are asked on their own loop.
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Closes the connection and throws away what was not taken; the kernel would keep that for who never takes it.
    private static func reset(_ channel: any Channel) {
        _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        channel.close(promise: nil)
    }

    private static func closing(_ channel: any Channel, in time: TimeAmount) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private static func stop(_ timer: inout Scheduled<Void>?) {
        timer?.cancel()
        timer = nil
    }
}

/// Notices the first bytes of a head that is not complete.
private final class FirstBytesHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let patience: PatienceHandler

    init(_ patience: PatienceHandler) {
        self.patience = patience
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let (heads, channel) = (patience.heads, context.channel)
        // What belongs to a body is no head.
        let isAwaited = !patience.isReceiving
        context.fireChannelRead(data)
        if isAwaited, patience.heads == heads { patience.expectHead(channel) }
    }
}
