import NIOCore

/// Stands in front of the parser of HTTP: a plain request takes its place before a request is made of it, waits for it here,
/// or is answered that there is none. What is refused has cost next to nothing, and no more are let in than there are places.
///
/// Anything that is not plain, or comes while something else is under way, goes on and takes its place where it is answered.
final class DoorHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A request that waits, and what came behind it.
    private struct Held {
        let turn: Int
        let request: PlainRequest
        var bytes: [ByteBuffer]
        /// Whether more is to be read when it goes on.
        var isReading = false
    }

    /// Of a quota that was used up: by whom, and for how long that is believed.
    private struct Used {
        let quota: UsedQuota
        let request: PlainRequest
        let until: NIODeadline
    }

    private let door: Door
    private let patience: PatienceHandler
    private var held: Held?
    private var turns = 0
    /// What went on last, if it was plain.
    private var asked: PlainRequest?
    private var used: Used?
    /// Whether a place is kept for what went on and is not answered.
    private var hasPlace = false
    /// Whether the parser may be in the middle of something: what it was given last did not end as a head does.
    private var isParsing = false

    init(_ door: Door, _ patience: PatienceHandler) {
        self.door = door
        self.patience = patience
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard held == nil else {
            held?.bytes.append(bytes)
            return
        }
        // Answers come in the order of their requests, and to those who read them.
        guard !isParsing, patience.isAtRest, context.channel.isWritable, let request = PlainRequest(bytes) else {
            return pass(bytes, context)
        }
        let now = context.eventLoop.now
        patience.noteRequest(at: now)
        if let used, used.until > now, used.request.isLike(request),
            let answer = door.refusal(of: request, by: used.quota, context.channel.allocator)
        {
            return context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
        turns += 1
        let (turn, loop) = (turns, context.eventLoop)
        let here = NIOLoopBound((self, context), eventLoop: loop)
        let arrival = door.admission.arrive(request.company, on: loop, door.logger) { place in
            loop.execute { here.value.0.decide(turn, place, here.value.1) }
        }
        switch arrival {
        case .inside(let place): pass(bytes, of: request, context, with: place)
        case .waiting: held = Held(turn: turn, request: request, bytes: [bytes])
        case .refused: refuse(request, context)
        }
    }

    /// More is read when what waits goes on.
    func read(context: ChannelHandlerContext) {
        if held == nil { context.read() } else { held?.isReading = true }
    }

    /// Whoever is answered needs no place.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        leave(context)
        context.write(data, promise: promise)
    }

    /// Whoever has used their quota is told so here, as long as they show the same and want into the same company. What they show is
    /// looked at anew after as long as everywhere.
    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let quota = event as? UsedQuota else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        let until = context.eventLoop.now + TimeAmount(SignIn.lifetime)
        used = asked.map { Used(quota: quota, request: $0, until: until) }
        promise?.succeed()
    }

    /// Who waits goes on before the event: the end of the server, or of what the client sends.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let held { goOn(held, with: nil, context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        held = nil
        leave(context)
        context.fireChannelInactive()
    }

    /// The wait is over.
    private func decide(_ turn: Int, _ place: Place?, _ context: ChannelHandlerContext) {
        guard let held, held.turn == turn else {
            place?.leave()
            return
        }
        if let place { return goOn(held, with: place, context) }
        self.held = nil
        refuse(held.request, context)
        for bytes in held.bytes.dropFirst() { channelRead(context: context, data: wrapInboundOut(bytes)) }
        if self.held == nil { context.fireChannelReadComplete() }
        resume(held, context)
    }

    private func goOn(_ held: Held, with place: Place?, _ context: ChannelHandlerContext) {
        self.held = nil
        pass(held.bytes[0], of: held.request, context, with: place)
        for bytes in held.bytes.dropFirst() { pass(bytes, context) }
        context.fireChannelReadComplete()
        resume(held, context)
    }

    private func resume(_ held: Held, _ context: ChannelHandlerContext) {
        if held.isReading { read(context: context) }
    }

    private func pass(
        _ bytes: ByteBuffer,
        of request: PlainRequest? = nil,
        _ context: ChannelHandlerContext,
        with place: Place? = nil
    ) {
        asked = request
        if let place {
            door.admission.keep(place, for: context.channel)
            hasPlace = true
        }
        isParsing = !bytes.readableBytesView.suffix(4).elementsEqual("\r\n\r\n".utf8)
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    private func refuse(_ request: PlainRequest, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(door.refusal(of: request, context.channel.allocator)), promise: nil)
    }

    /// Gives the place away, unless the request has come and taken it.
    private func leave(_ context: ChannelHandlerContext) {
        guard hasPlace else { return }
        hasPlace = false
        door.admission.place(of: context.channel)?.leave()
    }
}
