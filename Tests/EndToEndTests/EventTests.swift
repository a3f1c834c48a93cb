import Foundation
import TestSupport
import Testing

/// Streams of events as clients live with them: processes come and go.
@Suite struct EventTests {
    @Test func `a stream goes on behind a restart of the API, with nothing lost and nothing twice`() async throws {
        let installation = try Installation()
        let shops = try TwoShops(installation)
        try await installation.start()
        let path = shops.tea.path("events"), key = shops.tea.manager.key
        func add(_ codes: ClosedRange<Int>) async throws {
            for code in codes {
                _ = try await shops.tea.manager.post(shops.tea.path("customers"), ["name": "N", "code": "E-\(code)"])
                    .expecting(201)
            }
        }
        func codes(_ events: [EventClient.Event]) -> [String] {
            events.compactMap { event in (try? JSON(parsing: Data(event.data.utf8)))?["data"]["code"].string }
        }

        let stream = try EventClient(port: installation.port, path: path, key: key)
        try stream.read("the beginning") { $0.lastID != nil }
        try await add(1...5)
        // A hint wakes it long before its heartbeat.
        try stream.read("five", within: .seconds(10)) { $0.events.count == 5 }

        // Asked to stop, the API ends the stream in good order.
        let api = try installation.daemon("clientele-api")
        #expect(api.stop() == 0)
        try stream.readToEnd()
        #expect(stream.text.hasSuffix("0\r\n\r\n"))

        // Meanwhile the company goes on.
        try installation.server.psql(
            """
            begin;
            select app.enter('\(shops.tea.id)', '\(shops.tea.id)', 'worker', '');
            insert into app.customers (company_id, code, name)
            select '\(shops.tea.id)', 'E-' || n, 'N' from generate_series(6, 9) as n;
            commit;
            """,
            on: installation.database
        )
        try await installation.start(["clientele-api"])
        try await add(10...12)
        let next = try EventClient(port: installation.port, path: path, key: key, lastID: stream.lastID)
        try next.read("the rest") { $0.events.count >= 7 }
        #expect(codes(stream.events) == (1...5).map { "E-\($0)" })
        #expect(Set(codes(next.events)) == Set((6...12).map { "E-\($0)" }))
        #expect(Set((stream.events + next.events).map(\.id)).count == 12)
        try installation.remove()
    }
}
