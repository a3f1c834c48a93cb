import Domain
import Hummingbird
import HummingbirdTesting
import Logging
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Streams over real sockets.
@Suite(.ownDatabase) struct EventStreamTests {
    /// Runs a test with the API on a port.
    private func serving(
        _ events: EventHub,
        _ test: @Sendable (any TestClientProtocol, Int) async throws -> Void
    ) async throws {
        let api = API(
            database: database,
            cursorSecret: "a secret of more than thirty-two characters",
            webhooks: WebhookPermits(key: nil, networks: []),
            passwords: TestAPI.passwords,
            events: events,
            admission: Admission(connections: 1000),
            endpoints: Routes.all
        )
        var silent = Logger(label: "test")
        silent.logLevel = .critical
        try await Application(responder: api.responder(), logger: silent).test(.live) { client in
            try await test(client, try #require(client.port))
        }
    }

    private func relay(_ company: Company.ID) async throws {
        try await testDatabase.worker.withCompany(company, as: .worker) { transaction in
            let events = try await transaction.lockEvents(limit: 50)
            _ = try await transaction.logEvents(events)
            try await transaction.handOn(events)
        }
    }

    private func add(_ name: String, of owner: Principal, in company: StaffedCompany) async throws {
        _ = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertCustomer(CustomerDraft(name: name), owner: owner.person)
        }
        try await relay(company.id)
    }

    @Test func `events come as they happen, to whom sees them, and silence has a heartbeat`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let hub = EventHub(heartbeat: .milliseconds(50))
        try await serving(hub) { client, port in
            let manager = try await client.caller(ours.manager), agent = try await client.caller(ours.agent)
            let stranger = try await client.caller(theirs.manager)
            let path = "/v1/companies/\(ours.id)/events"
            let wide = try EventClient(port: port, path: path, key: manager.key)
            let narrow = try EventClient(port: port, path: path, key: agent.key)
            let other = try EventClient(port: port, path: "/v1/companies/\(theirs.id)/events", key: stranger.key)
            for stream in [wide, narrow, other] {
                try stream.read("a heartbeat") { $0.text.contains(":\n\n") }
                #expect(stream.status == 200 && stream.text.contains("text/event-stream"))
            }
            try await add("Own", of: ours.agent, in: ours)
            try await add("Other", of: ours.colleague, in: ours)
            try wide.read("both") { $0.events.count == 2 }
            #expect(wide.events.map(\.type) == ["customer.created", "customer.created"])
            #expect(wide.events.allSatisfy { $0.data.contains(ours.id.description) })
            // The agent's stream goes on behind what they do not see.
            try narrow.read("one's own, and where to go on") { $0.lastID?.hasPrefix("2-") == true }
            #expect(narrow.events == [wide.events[0]])
            try await add("Theirs", of: theirs.agent, in: theirs)
            try other.read("their own") { $0.events.count == 1 }
            #expect(other.events[0].data.contains(theirs.id.description))
            #expect(wide.events.count == 2)

            let again = try EventClient(port: port, path: path, key: manager.key, lastID: wide.events[0].id)
            try again.read("what came behind") { $0.events.count == 1 }
            #expect(again.events == [wide.events[1]])
        }
    }

    @Test func `what cannot be listened to is refused`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        try await serving(EventHub(followsUnasked: false)) { client, port in
            let manager = try await client.caller(ours.manager), stranger = try await client.caller(theirs.manager)
            let path = "/v1/companies/\(ours.id)/events"
            for (key, last, status) in [
                (stranger.key, nil, 404), (nil, nil, 401), (manager.key, "yesterday", 400), (manager.key, "7-1", 410),
                (manager.key, nil, 200),
            ] {
                let stream = try EventClient(port: port, path: path, key: key, lastID: last)
                try stream.read("an answer") { $0.status != nil }
                #expect(stream.status == status, "\(stream.text)")
            }
            #expect(try await manager.get(path + "?type=nothing").status == 422)
            let told = try await manager.get(path + "?follow=false")
            #expect(told.headers[.contentType] == "text/event-stream")
            #expect(try await manager.ask(.get, path, headers: [.accept: "application/json"]).status == 406)
        }
    }

    @Test func `a company has so many streams, and one that ends makes room`() async throws {
        let company = try await Factory.company(), neighbour = try await Factory.company()
        try await serving(EventHub(limit: 2, heartbeat: .milliseconds(50))) { client, port in
            let manager = try await client.caller(company.manager), other = try await client.caller(neighbour.manager)
            func stream(_ company: StaffedCompany, _ caller: Caller) throws -> EventClient {
                let stream = try EventClient(port: port, path: "/v1/companies/\(company.id)/events", key: caller.key)
                try stream.read("an answer") { $0.status != nil }
                return stream
            }
            let first = try stream(company, manager), second = try stream(company, manager)
            #expect((first.status, second.status) == (200, 200))
            let refused = try stream(company, manager)
            try refused.read("the problem") { $0.text.contains("quota.streams") }
            #expect(refused.status == 429 && refused.text.lowercased().contains("retry-after: 15"))
            #expect(try stream(neighbour, other).status == 200)
            first.hangUp()
            try await eventually("there is room again") { try stream(company, manager).status == 200 }
        }
    }

    @Test func `whoever may not listen any more is told nothing more`() async throws {
        let company = try await Factory.company()
        try await serving(EventHub(heartbeat: .milliseconds(50))) { client, port in
            let manager = try await client.caller(company.manager)
            let stream = try EventClient(port: port, path: "/v1/companies/\(company.id)/events", key: manager.key)
            try stream.read("a heartbeat") { $0.text.contains(":\n\n") }
            try testDatabase.psql(
                "update app.memberships set state = 'ended', ended_at = now() where company_id = '\(company.id)' and role = 'manager'"
            )
            // A key is remembered for five seconds; the database refuses at once.
            try stream.read("the end", within: .seconds(12)) { $0.text.hasSuffix("\r\n0\r\n\r\n") }
        }
    }

    @Test func `a client that takes nothing is let go of`() async throws {
        let company = try await Factory.company()
        let hub = EventHub(limit: 1, patience: .milliseconds(300))
        try await serving(hub) { client, port in
            let manager = try await client.caller(company.manager)
            let start = try await database.withCompany(company.id, as: company.manager) {
                try await $0.listen(after: nil)
            }
            try testDatabase.psql(
                """
                insert into app.events (company_id, number, type, body)
                select '\(company.id)', n, 'scoring.finished', '"' || repeat('x', 4000) || '"' from generate_series(1, 8000) n;
                update app.event_logs set last_number = 8000 where company_id = '\(company.id)';
                """
            )
            let path = "/v1/companies/\(company.id)/events"
            let slow = try EventClient(
                port: port,
                path: path,
                key: manager.key,
                lastID: start.description,
                window: 4096
            )
            try await eventually("there is room for another one", within: .seconds(20)) {
                let next = try EventClient(port: port, path: path, key: manager.key)
                try next.read("an answer") { $0.status != nil }
                return next.status == 200
            }
            #expect(slow.events.count < 8000)
        }
    }
}
