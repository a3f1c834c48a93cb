import Domain
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOPosix
import Store
import Testing

@testable import HTTPAPI

/// What becomes of plain requests in front of the parser.
@Suite struct DoorTests {
    /// A connection as the server makes it, without the server.
    private struct Line {
        let channel = EmbeddedChannel()

        init(_ door: Door) throws {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                withPipeliningAssistance: false,
                withErrorHandling: false
            )
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try channel.pipeline.syncOperations.addHandler(PatienceHandler(door: door))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        func say(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        /// What was written, if anything.
        func heard() throws -> String? {
            var text: String?
            while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
                text = (text ?? "") + String(buffer: bytes)
            }
            return text
        }

        /// How many requests the parser has made of what came.
        func heads() throws -> Int {
            var count = 0
            while let part = try channel.readInbound(as: HTTPRequestPart.self) {
                if case .head = part { count += 1 }
            }
            return count
        }

        func answer() throws {
            let head = HTTPResponse(status: .ok, headerFields: [.contentLength: "0"])
            try channel.writeOutbound(HTTPResponsePart.head(head))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
            _ = try heard()
        }
    }

    private let company = Company.ID.make()

    /// The door to a line.
    private func door(to line: AdmissionLine, _ quotas: Quotas = Quotas(.standard)) -> Door {
        let admission = Admission(work: line, open: line, upload: line)
        return Door(admission, quotas, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A line with one place, which is taken.
    private func fullLine(room: Int) -> AdmissionLine {
        let line = AdmissionLine("test", width: 1, room: room)
        #expect(enter(line) == .inside)
        return line
    }

    private func enter(_ line: AdmissionLine) -> Turnstile.Entry {
        line.enter(company, on: MultiThreadedEventLoopGroup.singleton.next()) { _ in }
    }

    private func request(_ fields: String = "", query: String = "") -> String {
        "GET /v1/companies/\(company)/customers\(query) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n"
    }

    /// The head by name, in lower case, and the body.
    private func parts(_ answer: String) -> (status: String, fields: [String: String], body: String) {
        let halves = answer.split(separator: "\r\n\r\n", maxSplits: 1)
        var lines = halves[0].split(separator: "\r\n").map(String.init)
        let status = lines.removeFirst()
        let fields = lines.map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (line[..<colon].lowercased(), String(line[colon...].dropFirst(2)))
        }
        return (status, Dictionary(uniqueKeysWithValues: fields), halves.count > 1 ? String(halves[1]) : "")
    }

    @Test func `a refusal says what any problem says, in the caller's language and with their names`() throws {
        let line = try Line(door(to: fullLine(room: 0)))
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let fields = """
            accept-LANGUAGE:zh-CN, en;q=0.5 \r
            X-Request-Id: mine\r
            traceparent: 00-\(trace)-b7ad6b7169203331-01\r
            Connection: keep-alive\r

            """
        try line.say(request(fields, query: "?q=%41&limit=1"))
        let answer = parts(try #require(try line.heard()))
        let path = "/v1/companies/\(company)/customers"
        var (expected, body) = EndpointResponder.written(
            .overloaded,
            at: path,
            .chinese,
            RequestNames(requestID: "mine", traceparent: nil)
        )
        #expect(answer.status == "HTTP/1.1 503 Service Unavailable" && answer.body.utf8.elementsEqual(body))
        expected[.contentLength] = String(body.count)
        let clock = DateFormatter()
        clock.locale = Locale(identifier: "en_US_POSIX")
        clock.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        clock.timeZone = TimeZone(secondsFromGMT: 0)
        let time = try #require(answer.fields["date"].flatMap(clock.date))
        #expect(abs(time.timeIntervalSinceNow) < 60)
        for field in expected where field.name.canonicalName != "traceparent" {
            #expect(answer.fields[field.name.canonicalName] == field.value)
        }
        #expect(answer.fields["traceparent"]?.hasPrefix("00-\(trace)-") == true)
        #expect(answer.fields.count == expected.count + 1)
        #expect(try line.heads() == 0, "nothing of it goes on")
    }

    @Test func `who sends no names gets new ones, each time others`() throws {
        let line = try Line(door(to: fullLine(room: 0)))
        var names: Set<String> = []
        for _ in 0..<3 {
            try line.say(request())
            let answer = parts(try #require(try line.heard()))
            for name in ["x-request-id", "traceparent"] { names.insert(answer.fields[name] ?? "") }
            #expect(
                answer.fields["content-language"] == "en"
                    && answer.fields["content-length"] == "\(answer.body.utf8.count)"
            )
        }
        #expect(names.count == 6)
    }

    @Test func `whose turn in the connection has not come goes on, and so does who does not read`() throws {
        let line = try Line(door(to: fullLine(room: 0)))
        try line.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try line.heads() == 1 && line.heard() == nil)
        try line.say(request())
        #expect(try line.heads() == 1 && line.heard() == nil, "an earlier one is not answered")
        try line.answer()
        try line.answer()
        try line.say(request())
        #expect(try line.heads() == 0 && line.heard() != nil)
        line.channel.isWritable = false
        try line.say(request())
        #expect(try line.heads() == 1 && line.heard() == nil, "who does not read is told nothing more")
    }

    @Test func `a connection whose requests are refused is not idle`() throws {
        let line = try Line(door(to: fullLine(room: 0)))
        for _ in 0..<4 {
            line.channel.embeddedEventLoop.advanceTime(by: .seconds(20))
            try line.say(request())
            #expect(try line.heard() != nil)
        }
        #expect(line.channel.isActive)
        line.channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(!line.channel.isActive)
    }

    private static let notPlain: [(String, String)] = [
        ("GET", "HEAD"), ("GET ", "get "), ("GET ", "GET  "), ("HTTP/1.1", "HTTP/1.0"), (" HTTP/1.1", ""),
        (" HTTP/1.1", " HTTP/1.1 "), ("/customers", "/customers#a"), ("/customers", "/cust\"omers"),
        ("/customers", "/cust\u{0}"),
        ("/customers", "/é"), ("/v1/companies", "http://x/v1/companies"),
        ("/customers", "/" + String(repeating: "a", count: 500)),
        ("Host: x\r\n", ""), ("Host: x\r\n", "Host: x\r\nHost: y\r\n"), ("Host: x", "Host : x"),
        ("Host: x", "Host: x\r\n folded"),
        ("Host: x", "Host: x\u{0}"), ("Host: x", "Host: x\ty"), ("\r\nHost", "\nHost"), ("x\r\n\r\n", "x\n\n"),
        ("x\r\n", "x\r"),
        ("x\r\n\r\n", "x\r\nContent-Length: 0\r\n\r\n"), ("x\r\n\r\n", "x\r\ncontent-length: 5\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nTransfer-Encoding: chunked\r\n\r\n"), ("x\r\n\r\n", "x\r\nConnection: close\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nConnection: keep-alive, upgrade\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nExpect: 100-continue\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nUpgrade: h2c\r\n\r\n"), ("x\r\n\r\n", "x\r\nX-Request-Id: a\r\nX-Request-Id: b\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nX-Request-Id: a\"b\r\n\r\n"), ("x\r\n\r\n", "x\r\n: empty\r\n\r\n"),
        ("x\r\n\r\n", "x\r\nnothing\r\n\r\n"),
        ("x\r\n\r\n", "x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"), ("x\r\n\r\n", "x\r\n\r\nrest\r\n\r\n"),
        ("x\r\n\r\n", "x\r\n\r\n\r\n"), ("x\r\n\r\n", "x\r\nA: \(String(repeating: "a", count: 9000))\r\n\r\n"),
    ]

    @Test(arguments: notPlain) func `what is written in any other way is for the parser`(what: String, by: String) {
        let changed = request().replacing(what, with: by, maxReplacements: 1)
        #expect(changed != request())
        #expect(PlainRequest(ByteBuffer(string: request()))?.company == company)
        #expect(PlainRequest(ByteBuffer(string: changed)) == nil, "\(changed.debugDescription)")
    }

    @Test func `no beginning of a request is plain, nor are two at once`() {
        let whole = Array(request().utf8)
        for length in 0..<whole.count { #expect(PlainRequest(ByteBuffer(bytes: whole.prefix(length))) == nil) }
        #expect(PlainRequest(ByteBuffer(bytes: whole + whole)) == nil)
    }

    @Test func `who finds no place waits in front, with all that comes behind, and goes on when there is one`() throws {
        let places = fullLine(room: 1)
        let line = try Line(door(to: places))
        try line.say(request())
        try line.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try line.heads() == 0 && line.heard() == nil)
        places.leave(company)
        line.channel.embeddedEventLoop.run()
        #expect(try line.heads() == 2 && line.heard() == nil)
        #expect(enter(places) == .waiting, "it has the place")
    }

    @Test func `who has waited for a tenth of a second is refused, and what came behind has its turn`() throws {
        let line = try Line(door(to: fullLine(room: 1)))
        try line.say(request())
        try line.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        line.channel.embeddedEventLoop.advanceTime(by: .milliseconds(99))
        #expect(try line.heard() == nil)
        line.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(try line.heard()?.hasPrefix("HTTP/1.1 503 ") == true)
        #expect(try line.heads() == 1)
        try line.answer()
        try line.say(request())
        #expect(try line.heads() == 0 && line.heard() == nil, "it waits anew")
    }

    @Test func `who waits goes on before the end of the server is told, and takes no place later`() throws {
        let places = fullLine(room: 1)
        let line = try Line(door(to: places))
        try line.say(request())
        line.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try line.heads() == 1)
        places.leave(company)
        line.channel.embeddedEventLoop.run()
        #expect(enter(places) == .inside)
    }

    @Test func `a place is given back by an answer or an end, unless the request has taken it`() throws {
        for isTaken in [false, true] {
            for isAnswered in [false, true] {
                let places = AdmissionLine("test", width: 1, room: 0)
                let door = door(to: places)
                let line = try Line(door)
                try line.say(request())
                #expect(try line.heads() == 1 && enter(places) == .refused)
                let taken = isTaken ? door.admission.place(of: line.channel) : nil
                #expect((taken != nil) == isTaken)
                if isAnswered { try line.answer() } else { _ = try line.channel.finish() }
                #expect(enter(places) == (isTaken ? .refused : .inside))
                taken?.leave()
            }
        }
    }

    /// A connection whose first request, of this key, was refused by quota, and what it asks.
    private func usedUp(_ quotas: Quotas, _ key: Credential.ID, until rest: Duration) throws -> (Line, String) {
        let line = try Line(door(to: AdmissionLine("test", width: 8, room: 0), quotas))
        let now = ContinuousClock.now
        while quotas.take(key, in: company, at: now + rest).refusal == nil {}
        let asked = request("Authorization: Bearer mine\r\n")
        try line.say(asked)
        #expect(try line.heads() == 1)
        line.channel.triggerUserOutboundEvent(UsedQuota(key: key, company: company), promise: nil)
        try line.answer()
        return (line, asked)
    }

    @Test func `who has used their quota is told so, and by when to come back`() throws {
        let (quotas, key) = (Quotas(QuotaLimits(key: 1, company: 9)), Credential.ID.make())
        let (line, asked) = try usedUp(quotas, key, until: .zero)
        try line.say(asked)
        let answer = parts(try #require(try line.heard()))
        #expect(answer.status == "HTTP/1.1 429 Too Many Requests" && answer.body.contains("\"quota.key\""))
        #expect((1...60).contains(try #require(answer.fields["retry-after"].flatMap { Int($0) })))
        #expect(answer.fields["ratelimit-policy"] == #""key";q=1;w=60"#)
        #expect(answer.fields["ratelimit"]?.hasPrefix(#""key";r=0;t="#) == true)
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(try line.heads() == 0)
    }

    @Test func `who shows something else, or wants elsewhere, learns nothing of it`() throws {
        let (line, asked) = try usedUp(Quotas(QuotaLimits(key: 1, company: 9)), .make(), until: .zero)
        let others = [
            request(), request("Authorization: Bearer other\r\n"), asked.replacing("GET /v1", with: "HEAD /v1"),
            asked.replacing(company.description, with: Company.ID.make().description),
        ]
        for other in others {
            try line.say(other)
            #expect(try line.heads() == 1 && line.heard() == nil, "\(other)")
            try line.answer()
        }
        try line.say(asked)
        #expect(try line.heard()?.contains("429") == true)
        line.channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        try line.say(asked)
        #expect(try line.heads() == 1 && line.heard() == nil, "by then they may have been shut out")
    }

    @Test func `who has something left again comes in, and nothing was taken from it meanwhile`() throws {
        let (quotas, key) = (Quotas(QuotaLimits(key: 9, company: 1)), Credential.ID.make())
        let (line, asked) = try usedUp(quotas, key, until: .seconds(-60))
        try line.say(asked)
        #expect(try line.heads() == 1 && line.heard() == nil)
        #expect(quotas.take(key, in: company).refusal == nil)
        let refusal = try #require(quotas.refusal(of: key, in: company))
        #expect(refusal.refusal?.code == "quota.company")
        #expect(quotas.refusal(of: key, in: nil) == nil)
    }

    @Test func `whoever leaves while they wait leaves no place taken`() throws {
        let places = fullLine(room: 1)
        let line = try Line(door(to: places))
        try line.say(request())
        _ = try line.channel.finish()
        places.leave(company)
        line.channel.embeddedEventLoop.run()
        #expect(enter(places) == .inside)
    }

    /// What could be told as a request of its own while the parser is in the middle of another one.
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nX-Inner: ", "G", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nX-Inner: ",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\nG",
    ]) func `what looks like a request within another one is not answered`(before: String) throws {
        let line = try Line(door(to: fullLine(room: 0)))
        try line.say(before)
        for _ in 0..<(try line.heads()) { try line.answer() }
        // The parser itself may find it wrong.
        try? line.say(request())
        #expect(try line.heard()?.contains("503") != true)
    }

    @Test func `a body that ends like a head leaves the connection as it should be`() throws {
        let line = try Line(door(to: fullLine(room: 0)))
        try line.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
        try line.say("ab\r\n\r\n")
        #expect(try line.heads() == 1)
        try line.say(request())
        #expect(try line.heard() == nil, "it is not answered")
        try line.answer()
        try line.answer()
        try line.say(request())
        #expect(try line.heard()?.hasPrefix("HTTP/1.1 503 ") == true)
    }
}
