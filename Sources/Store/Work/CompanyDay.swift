public import Domain
import Postgres

extension CompanyTransaction {
    /// Today in the company's time zone.
    public func companyDay() async throws -> CalendarDate {
        try await one("select (now() at time zone time_zone)::date as today from app.companies where id = \(company)") {
            try $0.get("today")
        }
    }

    /// Makes scoring and planning of one company follow one another: locks the row of its settings until the end of the
    /// transaction. A row, because no advisory lock reaches every node of Citus.
    ///
    /// A run in the background waits for the one before it as long as a statement may take; a request gives up as soon as
    /// its role says.
    func lockPlanning() async throws {
        if principal.role == .worker || principal.role == .operator {
            try await execute("set local lock_timeout = '55s'")
        }
        _ = try await one("select version from app.company_settings where company_id = \(company) for update") {
            try $0.get("version", as: Int64.self)
        }
    }

    /// Whether the acting person may see the customer.
    func seesCustomer(_ customer: Customer.ID) async throws -> Bool {
        try await one(
            "select exists (select from app.customers where company_id = \(company) and id = \(customer)) as seen"
        ) { try $0.get("seen") }
    }
}
