import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOPosix
import Testing

@testable import HTTPAPI

/// Connections whose clients dawdle, on a clock of the tests' own.
@Suite struct PatienceHandlerTests {
    /// A connection as the server makes it, without the server.
    private struct Line {
        let channel = EmbeddedChannel()

        init() throws {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                withPipeliningAssistance: false,
                withErrorHandling: false
            )
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try channel.pipeline.syncOperations.addHandler(PatienceHandler())
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        func say(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        func answer() throws {
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
        }

        func isOpen(after seconds: Int64) -> Bool {
            channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
            return channel.isActive
        }
    }

    private static let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `a head that drips is over after ten seconds from its first byte`() throws {
        let line = try Line()
        #expect(line.isOpen(after: 25), "nothing came yet")
        try line.say("GET / HTTP/1.1\r\n")
        for _ in 0..<9 {
            #expect(line.isOpen(after: 1))
            try line.say("X: y\r\n")
        }
        #expect(!line.isOpen(after: 1))
    }

    @Test func `so is one behind an earlier request, and whole heads may take their turn for ever`() throws {
        let line = try Line()
        for _ in 0..<5 {
            try line.say(Self.request)
            #expect(line.isOpen(after: 9))
            try line.answer()
            #expect(line.isOpen(after: 9))
        }
        try line.say("G")
        #expect(line.isOpen(after: 9))
        try line.say("E")
        #expect(!line.isOpen(after: 1))
    }

    @Test func `the rest of a request that is answered has ten seconds, one that is not has not`() throws {
        let line = try Line()
        try line.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
        for _ in 0..<30 {
            try line.say("x")
            #expect(line.isOpen(after: 1))
        }
        try line.answer()
        for _ in 0..<9 {
            try line.say("x")
            #expect(line.isOpen(after: 1))
        }
        #expect(!line.isOpen(after: 1))
    }

    @Test func `a rest that comes in time changes nothing`() throws {
        let line = try Line()
        try line.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n")
        try line.answer()
        #expect(line.isOpen(after: 9))
        try line.say("xx")
        #expect(line.isOpen(after: 20))
        try line.say(Self.request)
        try line.answer()
        #expect(line.isOpen(after: 29))
    }

    @Test func `where nothing is asked for thirty seconds the connection is closed, however long answers take`() throws
    {
        let silent = try Line()
        #expect(silent.isOpen(after: 29))
        #expect(!silent.isOpen(after: 1))
        let line = try Line()
        try line.say(Self.request)
        #expect(line.isOpen(after: 300))
        try line.answer()
        #expect(line.isOpen(after: 29))
        #expect(!line.isOpen(after: 30))
    }

    @Test func `a client that reads nothing has thirty seconds from when the connection is full`() throws {
        let line = try Line()
        try line.say(Self.request)
        line.channel.isWritable = false
        line.channel.pipeline.fireChannelWritabilityChanged()
        #expect(line.isOpen(after: 29))
        line.channel.isWritable = true
        line.channel.pipeline.fireChannelWritabilityChanged()
        #expect(line.isOpen(after: 29), "it has read")
        line.channel.isWritable = false
        line.channel.pipeline.fireChannelWritabilityChanged()
        #expect(line.isOpen(after: 29))
        #expect(!line.isOpen(after: 1))
    }
}

/// The same on sockets, where the kernel has buffers of its own.
@Suite struct UnreadAnswerTests {
    /// One whose answers never end.
    private static func server(_ patience: ConnectionPatience) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
                    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                    try pipeline.addHandler(PatienceHandler(patience))
                    try pipeline.addHandler(Endless())
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    /// Answers as long as there is room.
    private final class Endless: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart
        typealias OutboundOut = HTTPResponsePart

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head = unwrapInboundIn(data) else { return }
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .ok))), promise: nil)
            go(on: context)
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) { go(on: context) }

        private func go(on context: ChannelHandlerContext) {
            while context.channel.isWritable {
                context.writeAndFlush(
                    wrapOutboundOut(.body(ByteBuffer(repeating: 120, count: 16 * 1024))),
                    promise: nil
                )
            }
        }
    }

    @Test func `who reads nothing is reset, so that nothing is kept for them`() async throws {
        let server = try await Self.server(ConnectionPatience(read: .milliseconds(200)))
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .connect(to: try #require(server.localAddress))
            .get()
        try await client.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        // An end behind what is unread would not be noticed.
        try await client.closeFuture.get()
        try await server.close()
    }
}
