import Domain
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct InsightOperationsTests {
    private func ended(_ id: Domain.Operation.ID, of company: StaffedCompany) async throws -> Domain.Operation {
        try await withWorkers([.runBacktest, .pairProducts, .reviewWarnings]) {
            try await soon("the operation has ended") {
                try await database.withCompany(company.id, as: .operator) { try await $0.operation(id) }?.state.isFinal
                    == true
            }
        }
        return try await database.withCompany(company.id, as: .operator) { try #require(try await $0.operation(id)) }
    }

    private func order(_ days: [String], in company: StaffedCompany) throws {
        for day in days {
            try testDatabase.psql(
                """
                with customer as (
                    insert into app.customers (company_id, code, name) values ('\(company.id)', '\(Factory.word())', 'C')
                    returning id
                )
                insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
                select '\(company.id)', id, 'test', '\(Factory.word())', '\(day)', '\(day)', 100 from customer
                """
            )
        }
    }

    @Test func `a backtest is an operation with progress, and its result names what is kept`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try order(["2026-01-01", "2026-02-01"], in: company)
        let started = try await database.withCompany(company.id, as: company.manager) {
            try await $0.startOperation(.runBacktest, RunBacktest())
        }

        let operation = try await ended(started.id, of: company)

        let kept = try await database.withCompany(company.id, as: company.manager) {
            try #require(try await $0.backtests(below: nil, limit: 1).first)
        }
        #expect(operation.state == .succeeded)
        #expect(operation.result?.contains(kept.id.description) == true)
        #expect(operation.result?.contains(#""beats_naive": false"#) == true)
        let theirs = try await database.withCompany(other.id, as: other.manager) {
            try await $0.backtests(below: nil, limit: 1)
        }
        #expect(theirs.isEmpty)
    }

    @Test func `a month without enough orders is no failure, a wish that cannot be met is one`() async throws {
        let company = try await Factory.company()
        let (monthly, asked) = try await database.withCompany(company.id, as: company.manager) {
            (
                try await $0.startOperation(.runBacktest, RunBacktest()),
                try await $0.startOperation(
                    .runBacktest,
                    RunBacktest(BacktestPeriod(holdoutEnd: CalendarDate("2026-01-01")))
                )
            )
        }

        let month = try await ended(monthly.id, of: company), wish = try await ended(asked.id, of: company)

        #expect(month.state == .succeeded)
        #expect(month.result?.contains("There are no orders to learn from") == true)
        #expect(wish.state == .failed)
        #expect(wish.problem?.contains("There are no orders to learn from") == true)
    }

    @Test func `past warnings are reviewed by the worker`() async throws {
        let company = try await Factory.company()
        let started = try await database.withCompany(company.id, as: company.manager) {
            try await $0.startOperation(.reviewWarnings, ReviewWarnings())
        }

        let operation = try await ended(started.id, of: company)

        #expect(operation.state == .succeeded)
        #expect(operation.result == #"{"reviews": 0}"#)
    }

    @Test func `pairs of products are counted by the worker`() async throws {
        let company = try await Factory.company()
        let started = try await database.withCompany(company.id, as: company.manager) {
            try await $0.startOperation(.pairProducts, PairProducts())
        }

        let operation = try await ended(started.id, of: company)

        #expect(operation.state == .succeeded)
        #expect(operation.result == #"{"pairs": 0}"#)
    }
}
