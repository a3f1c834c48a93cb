import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
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
