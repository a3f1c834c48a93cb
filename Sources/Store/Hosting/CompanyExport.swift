import Crypto
public import Domain
import Postgres

/// What a table of a company holds, in a form that can be compared.
public struct TableContent: Sendable, Hashable, Codable {
    /// The table, without its schema.
    public let table: String
    /// How many rows.
    public let rows: Int
    /// SHA-256 of the rows as they are exported, in hexadecimal digits. The company's id is no part of it, so a company
    /// that was restored under another id has the same.
    public let checksum: String
}

extension CompanyTransaction {
    /// Writes a table of the company as CSV, in the order of its key, and says what was written.
    ///
    /// The first line names the columns. Null is an empty cell, any value is quoted, a line ends with a line feed. Text that a spreadsheet would take
    /// for a formula has an apostrophe in front, see `CSVWriter.harmless`.
    ///
    /// - Parameter write: takes the bytes, in pieces of at most a few hundred kilobytes.
    public func export(
        _ table: CompanyTable,
        _ write: ([UInt8]) async throws -> Void
    ) async throws -> TableContent {
        try await fixTextForms()
        var hash = SHA256()
        // Lines end as COPY ends them.
        var buffer = Array(CSVWriter.record(table.columns.map(\.name)).utf8.filter { $0 != UInt8(ascii: "\r") })
        hash.update(data: buffer)
        let rows = try await copy(exported(table)) { lines in
            hash.update(data: lines)
            buffer += lines
            guard buffer.count >= 262_144 else { return }
            try await write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        if !buffer.isEmpty { try await write(buffer) }
        let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return TableContent(table: table.name, rows: rows, checksum: digits.joined())
    }

    /// The server makes the CSV. COPY takes no parameters, so the company is a constant.
    private func exported(_ table: CompanyTable) -> SQL {
        let refused = SQL(constant: CSVWriter.refusedBeginnings)
        let cells = table.columns.map { column in
            let value: SQL = SQL(identifier: column.name) + "::text"
            guard column.isText else { return value }
            return """
                case when \(value) <> '' and strpos(\(refused), left(\(value), 1)) > 0
                    then '''' || \(value) else \(value) end
                """
        }
        let order = table.key.map { SQL(identifier: $0) }
        let sorted: SQL = order.isEmpty ? .empty : "order by \(order.joined(", "))"
        return """
            copy (
                select \(cells.joined(", ")) from \(table.qualified)
                where company_id = \(SQL(constant: company.description)) \(sorted)
            ) to stdout (format csv, force_quote *)
            """
    }

    /// The forms in which the server writes values as text, so that the same value is always the same text.
    private func fixTextForms() async throws {
        try await execute([
            "set local timezone to 'UTC'", "set local datestyle to 'ISO, YMD'", "set local intervalstyle to 'iso_8601'",
            "set local bytea_output to 'hex'", "set local extra_float_digits to 1",
        ])
    }
}

extension CompanyTransaction {
    /// Everybody who has or had a place in the company.
    public func everyMember() async throws -> [Person.ID] {
        try await all("select person_id from app.memberships where company_id = \(company) order by person_id") {
            try $0.get("person_id")
        }
    }
}

extension HostingTransaction {
    /// The logins of everybody who has or had a place in a company.
    public func persons(of members: [Person.ID]) async throws -> [Person] {
        try await all(
            """
            select \(Person.columns) from app.persons
            where id = any(\(members.map(\.uuid))) order by id
            """,
            Person.init(row:)
        )
    }
}
