public import Domain
import Postgres

/// How many rows of a table were erased.
public struct ErasedTable: Sendable, Hashable, Codable {
    /// The table, without its schema.
    public let table: String
    /// How many rows.
    public let rows: Int
}

extension CompanyTransaction {
    /// Deletes every row of the company in every table that has any, those that refer to others first.
    public func eraseEverything() async throws -> [ErasedTable] {
        try await moveUnaudited()
        var erased: [ErasedTable] = []
        for table in try await companyTables().reversed() {
            let rows = try await execute("delete from \(table.qualified) where company_id = \(company)")
            erased.append(ErasedTable(table: table.name, rows: rows))
        }
        return erased
    }
}

extension HostingTransaction {
    /// Stops all work in a company, so that nothing is added while it is erased.
    public func suspendCompany(_ id: Company.ID) async throws {
        try await execute("update app.companies set state = 'suspended' where id = \(id) and state <> 'suspended'")
    }

    /// Deletes a company that has no rows left, and the keys of its integrations. Its people's logins stay.
    public func deleteCompany(_ id: Company.ID) async throws {
        try await execute([
            "delete from app.api_keys where integration_company_id = \(id)",
            "delete from app.companies where id = \(id)",
        ])
    }
}
