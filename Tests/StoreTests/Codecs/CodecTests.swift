import Domain
import Postgres
import TestSupport
import Testing

@testable import Store

@Suite(.database) struct CodecTests {
    @Test func `ids, days, currencies and roles come back as themselves`() async throws {
        try await expectSame([Customer.ID.make(), .make()])
        try await expectSame(Role.allCases)
        try await expectSame([Currency.cny, .usd])
        try await expectSame(
            ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-22", "9999-12-31"].compactMap(
                CalendarDate.init
            )
        )
    }

    @Test func `a day means the same to the server`() async throws {
        let day = try #require(CalendarDate("2024-02-29"))
        let text = try await database.withHosting { transaction in
            try await transaction.one("select to_char(\(day), 'YYYY-MM-DD') as v") { try $0.get("v", as: String.self) }
        }
        #expect(text == day.description)
    }

    @Test func `an id sorts as the server sorts it`() async throws {
        let ids = (0..<50).map { _ in Customer.ID.make() }
        let sorted = try await database.withHosting { transaction in
            try await transaction.all("select v from unnest(\(ids.shuffled())) v order by v") {
                try $0.get("v", as: Customer.ID.self)
            }
        }
        #expect(sorted == ids.sorted())
    }

    private func expectSame<Value: PostgresCodable & Equatable>(_ values: [Value]) async throws {
        try await database.withHosting { transaction in
            for value in values {
                let found = try await transaction.one("select \(value) as v") { try $0.get("v", as: Value.self) }
                #expect(found == value)
            }
            let all = try await transaction.one("select \(values) as v") { try $0.get("v", as: [Value].self) }
            #expect(all == values)
        }
    }
}
