import Domain
import Store
import TestSupport
import Testing

/// A company with ten customers of one agent, who bought for 1,000 to 10,000 minor units each, scored and planned. All
/// bought every 30 days and have been silent for 100: late, and not lost.
struct ScoredShop {
    let company: StaffedCompany
    /// The days on which everybody bought.
    let days: [CalendarDate]
    /// The customers, the one of lowest value first.
    let customers: [Customer.ID]

    static func make(_ company: StaffedCompany? = nil) async throws -> ScoredShop {
        let company = if let company { company } else { try await Factory.company() }
        let owner = try #require(company.agent.person)
        let customers = (1...10).map { _ in Customer.ID.make() }
        let today = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.companyDay() }
        let days = [-190, -160, -130, -100].map { today.adding(days: $0) }
        for (number, id) in customers.enumerated() {
            try TestServer.shared.psql(
                """
                insert into app.customers (company_id, id, name, owner_id)
                values ('\(company.id)', '\(id)', 'Customer \(number + 1)', '\(owner)');
                insert into app.orders (company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor)
                select '\(company.id)', '\(id)', 'test', '\(number)-' || day, day, day, \((number + 1) * 1000) / 4
                from unnest('{\(days.map(\.description).joined(separator: ","))}'::date[]) as day;
                """,
                on: testDatabase.name
            )
        }
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) { transaction in
            _ = try await transaction.scoreCustomers()
            _ = try await transaction.planWork()
        }
        return ScoredShop(company: company, days: days, customers: customers)
    }

    /// A path of the company.
    func path(_ rest: String) -> String { "/v1/companies/\(company.id)/\(rest)" }
}
