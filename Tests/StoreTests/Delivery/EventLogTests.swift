import Domain
import Store
import TestSupport
import Testing

@Suite(.ownDatabase) struct EventLogTests {
    private static let types = EventType.allCases

    /// Hands on what is in the outbox, as the worker does.
    private func relay(_ company: Company.ID) async throws {
        try await testDatabase.worker.withCompany(company, as: .worker) { transaction in
            let events = try await transaction.lockEvents(limit: 50)
            _ = try await transaction.logEvents(events)
            try await transaction.handOn(events)
        }
    }

    private func listen(_ company: StaffedCompany, after last: EventPosition? = nil) async throws -> EventPosition {
        try await database.withCompany(company.id, as: company.manager) { try await $0.listen(after: last) }
    }

    private func read(_ company: StaffedCompany, after position: EventPosition) async throws -> LoggedEvents {
        try await database.readCompany(company.id, as: company.manager) {
            try await $0.loggedEvents(after: position, of: Self.types, limit: 100)
        }
    }

    @Test func `an event that commits late is read behind those that were read before it`() async throws {
        let company = try await Factory.company()
        let start = try await listen(company)
        let early = try await database.withCompany(company.id, as: company.manager) { slow in
            // Its event has the lower id, and is not committed when the other one is read.
            _ = try await slow.insertCustomer(CustomerDraft(name: "Slow"))
            try await database.withCompany(company.id, as: company.manager) {
                _ = try await $0.insertCustomer(CustomerDraft(name: "Quick"))
            }
            try await relay(company.id)
            return try await read(company, after: start)
        }
        #expect(early.events.count == 1)
        try await relay(company.id)
        let late = try await read(company, after: early.position)
        #expect(late.events.count == 1)
        #expect(late.events.first?.position.number == 2)
        #expect(try await read(company, after: late.position).events.isEmpty)
    }

    @Test func `whoever reads while many write and several relay gets each event once and in order`() async throws {
        let company = try await Factory.company()
        let start = try await listen(company)
        let heard = try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<15 {
                        try await database.withCompany(company.id, as: company.manager) {
                            _ = try await $0.insertCustomer(CustomerDraft(name: "\(writer) \(number)"))
                        }
                    }
                }
            }
            for _ in 0..<2 {
                group.addTask { while !Task.isCancelled { try await relay(company.id) } }
            }
            var heard: [LoggedEvent] = []
            var position = start
            try await eventually("everything is heard", within: .seconds(30)) {
                let logged = try await read(company, after: position)
                heard += logged.events
                position = logged.position
                return heard.count >= 60
            }
            group.cancelAll()
            return heard + (try await read(company, after: position)).events
        }
        #expect(heard.map(\.position.number) == Array(1...60))
        #expect(Set(heard.map(\.body)).count == 60)
    }

    @Test func `nothing is logged where nobody listens, and what was missed is said to be gone`() async throws {
        let company = try await Factory.company()
        try await relay(company.id)
        let start = try await listen(company)
        #expect(start.number == 0)
        #expect(try await listen(company, after: start) == start)

        try testDatabase.psql(
            "update app.event_logs set kept_until = now() - interval '1 second' where company_id = '\(company.id)'"
        )
        try await database.withCompany(company.id, as: company.manager) {
            _ = try await $0.insertCustomer(CustomerDraft(name: "Unheard"))
        }
        try await relay(company.id)
        _ = try await listen(company)
        let again = try await listen(company)
        #expect(try await read(company, after: again).events.isEmpty)
        let unknown = EventPosition(number: 1000, seconds: again.seconds)
        for position in [start, unknown, EventPosition(number: 0, seconds: 0)] {
            await #expect(throws: EventLogError.gone) { try await listen(company, after: position) }
        }
    }

    @Test func `everybody hears what they see`() async throws {
        let company = try await Factory.company()
        let start = try await listen(company)
        try await database.withCompany(company.id, as: company.manager) { transaction in
            _ = try await transaction.insertCustomer(CustomerDraft(name: "Own"), owner: company.agent.person)
            _ = try await transaction.insertCustomer(CustomerDraft(name: "Other"), owner: company.colleague.person)
        }
        try await relay(company.id)
        let heard = try await database.readCompany(company.id, as: company.agent) {
            try await $0.loggedEvents(after: start, of: Self.types, limit: 100)
        }
        #expect(heard.events.count == 1)
        #expect(heard.position.number == 2)
        let some = try await database.readCompany(company.id, as: company.manager) {
            try await $0.loggedEvents(after: start, of: [.taskCreated], limit: 100)
        }
        #expect(some.events.isEmpty && some.position.number == 2)
    }

    @Test(arguments: ["", "1", "1-", "-1", "1-2-3", "1-x", "１-2", "1 -2", "1-9999999999999999999"])
    func `a position is two numbers`(text: String) {
        #expect(EventPosition(text) == nil)
    }
}
