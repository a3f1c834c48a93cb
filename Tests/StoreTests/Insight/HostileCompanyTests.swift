import Domain
import Store
import TestSupport
import Testing

/// Order books that break models, through the database: each ends in a stated rule, never in a crash or a number that
/// does not say where it is from.
@Suite(.database) struct HostileCompanyTests {
    private let day = "2026-06-30"

    private func forecast(of customer: Customer.ID, in company: StaffedCompany) async throws -> ForecastCustomer? {
        let day = try CalendarDate.day(day)
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day)
        }
        return try await database.withCompany(company.id, as: company.manager) { try await $0.forecast(of: customer) }
    }

    /// The forecast is a rule's and says why.
    private func expectRule(_ found: ForecastCustomer?, because code: String) throws {
        let found = try #require(found)
        #expect(found.forecast.orders.source == .ownRhythm)
        #expect(found.forecast.orderModel.doubts.map(\.code).contains(code))
        #expect(found.forecast.orders.probabilityAlive == nil)
        #expect(found.scored.score.expectation.alivePercent == nil)
        #expect(found.forecast.value.source == .ownRhythm)
        #expect(found.forecast.value.lifetimeValueMinor >= 0)
        #expect(found.forecast.orders.horizons.allSatisfy { $0.expected >= 0 && $0.interval == nil })
    }

    /// Orders by plain SQL: `rows` gives number, customer code, day and amount.
    private func fill(_ company: StaffedCompany, customers: Int, rows: String) throws {
        try testDatabase.psql(
            """
            insert into app.customers (company_id, code, name)
            select '\(company.id)', n::text, 'Customer ' || n from generate_series(1, \(customers)) n;
            insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
            select '\(company.id)', customer.id, 'test', row.number, row.day, row.day, row.amount
            from (\(rows)) as row (number, code, day, amount)
            join app.customers as customer on customer.company_id = '\(company.id)' and customer.code = row.code::text;
            """
        )
    }

    private func customer(_ code: Int, of company: StaffedCompany) throws -> Customer.ID {
        let id = try testDatabase.psql(
            "select id from app.customers where company_id = '\(company.id)' and code = '\(code)'"
        )
        return try #require(Customer.ID(id))
    }

    @Test func `a company of one customer`() async throws {
        let company = try await Factory.company()
        let days = try ["2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"].map { try CalendarDate.day($0) }
        let customer = try PurchaseFile.customer(of: company.id, code: "1", days: days, amountMinor: 5000)

        let found = try await forecast(of: customer, in: company)

        try expectRule(found, because: "too_few_customers")
        #expect(found?.forecast.value.valuePerOrder == 5000)
    }

    @Test func `a company of one-time buyers`() async throws {
        let company = try await Factory.company()
        try fill(
            company,
            customers: 500,
            rows: "select n::text, n, date '2026-01-01' + n % 150, 1000 from generate_series(1, 500) n"
        )

        let found = try await forecast(of: try customer(7, of: company), in: company)

        try expectRule(found, because: "too_few_repeat_buyers")
        #expect(found?.forecast.orders.nextOrder == nil)
        #expect(found?.forecast.value.lifetimeValueMinor == 0)
    }

    @Test func `ten thousand orders of a day`() async throws {
        let company = try await Factory.company()
        try fill(
            company,
            customers: 1,
            rows: "select n::text, 1, date '2026-05-05', 9007199254740993 from generate_series(1, 10000) n"
        )

        let found = try await forecast(of: try customer(1, of: company), in: company)

        try expectRule(found, because: "too_few_customers")
        #expect(found?.scored.score.figures.orderCount == 10_000)
        #expect(found?.scored.score.figures.orderDays == 1)
        #expect(found?.scored.score.figures.totalMinor == .max)
    }

    @Test func `refunds, orders for nothing and orders of the future`() async throws {
        let company = try await Factory.company(currency: "JPY")
        let customer = try PurchaseFile.customer(of: company.id, code: "1", days: [try .day("2026-01-10")])
        try PurchaseFile.order(company.id, customer, days: [try .day("2026-02-10")], amountMinor: 0)
        try PurchaseFile.order(company.id, customer, days: [try .day("2026-02-20")], amountMinor: -4000)
        try PurchaseFile.order(company.id, customer, days: [try .day("2999-01-01")], amountMinor: 7)
        let onlyRefunds = try PurchaseFile.customer(
            of: company.id,
            code: "2",
            days: [try .day("2026-03-03")],
            amountMinor: -1
        )

        let found = try await forecast(of: customer, in: company)

        try expectRule(found, because: "too_few_customers")
        let figures = try #require(found?.scored.score.figures)
        #expect(
            (figures.orderCount, figures.orderDays, figures.totalMinor, figures.repeatMinor) == (2, 2, -3000, -4000)
        )
        #expect(figures.lastOn == (try .day("2026-02-10")))
        let nobody = try await database.withCompany(company.id, as: company.manager) {
            try await $0.forecast(of: onlyRefunds)
        }
        #expect(nobody == nil)
    }

    @Test func `customers who all buy on every day`() async throws {
        let company = try await Factory.company()
        try fill(
            company,
            customers: 200,
            rows: """
                select n || '-' || d, n, date '2026-06-01' + d, 500
                from generate_series(1, 200) n, generate_series(0, 29) d
                """
        )

        try expectRule(
            try await forecast(of: try customer(3, of: company), in: company),
            because: "undetermined_parameters"
        )
    }

    @Test func `value that goes with frequency is no matter for the model of value`() async throws {
        let company = try await Factory.company()
        // Customer n buys 2 to 11 times, every order of as many hundreds.
        try fill(
            company,
            customers: 300,
            rows: """
                select n || '-' || d, n, date '2026-01-01' + (n * 7 + d * (5 + n % 23)) % 170, (2 + n % 10) * 100
                from generate_series(1, 300) n cross join lateral generate_series(0, 1 + n % 10) d
                """
        )

        let found = try #require(try await forecast(of: try customer(9, of: company), in: company))

        #expect(found.forecast.value.source == .ownRhythm)
        #expect(found.forecast.value.valuePerOrder == 1100)
        #expect(found.forecast.valueModel.doubts.map(\.code).contains("value_follows_frequency"))
    }
}
