import Domain
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers what the parser of HTTP refuses with a problem, as everything else is answered, and closes the connection.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Requests whose answer is not written yet.
    private var unanswered = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { unanswered += 1 }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, context.channel.isActive else {
            return context.fireErrorCaught(error)
        }
        // In the middle of another answer there is no place for this one.
        guard unanswered == 0 else { return context.close(promise: nil) }
        let problem: Problem = error == .headerOverflow ? .headersTooLarge : .malformed
        let content = problem.content(in: .english, instance: "/", requestID: RequestNames(headers: [:]).requestID)
        // A problem is made of texts and numbers; writing them cannot fail.
        let body = (try? JSONOutput.bytes(content)) ?? []
        let headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLength: String(body.count), .connection: "close",
            .cacheControl: "no-store", .requestID: content.requestID,
        ]
        context.write(wrapOutboundOut(.head(.init(status: problem.status, headerFields: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        let (channel, written) = (context.channel, context.eventLoop.makePromise(of: Void.self))
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }
}
