public import Domain
import FoundationEssentials
import Postgres

/// Why a company could not be restored or erased.
public enum CompanyMoveError: DomainError, Hashable {
    /// The company to restore into has rows in this table.
    case notEmpty(table: String)
    /// The export has a table or a column that this schema has not.
    case unknownTable(String)
    /// What was restored is not what was exported.
    case differs(table: String)
    /// A person of the export exists here under another id.
    case personTaken(email: String)
    /// The company of the export has another currency.
    case otherCurrency
    /// A file of the export is not what the export wrote.
    case damaged(file: String)

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .notEmpty, .personTaken: .conflict
        default: .invalid
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .notEmpty: "restore.not_empty"
        case .unknownTable: "restore.unknown_table"
        case .differs: "restore.differs"
        case .personTaken: "restore.person_taken"
        case .otherCurrency: "restore.other_currency"
        case .damaged: "restore.damaged"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .notEmpty(let table): "The company is not empty: it has rows in \(table)."
        case .unknownTable(let name): "This schema has no \(name): the export is of another version."
        case .differs(let table): "The restored \(table) is not the exported one; nothing was changed."
        case .personTaken(let email): "The person \(email) exists here under another id."
        case .otherCurrency: "The company of the export has another currency."
        case .damaged(let file): "\(file) is not what the export wrote."
        }
    }
}

extension CompanyTransaction {
    /// Tables in which hosting a company and its worker write before anybody uses it; the restored company brings its own
    /// rows of them along.
    private static let writtenByHosting: Set<String> = [
        "audit_events", "audit_heads", "audit_seals", "company_settings", "job_history", "jobs", "outbox",
        "queue_limits", "schedule_slots", "schedules", "scorings",
        "tier_policies",
    ]

    /// Makes room for a restored company; refuses where somebody has used it already.
    public func clearForRestore(_ tables: [CompanyTable]) async throws {
        try await moveUnaudited()
        // What is restored happened elsewhere, before: it is not told again.
        try await execute("select set_config('app.quiet', 'on', true)")
        for table in tables where !Self.writtenByHosting.contains(table.name) {
            let isUsed = try await first("select from \(table.qualified) where company_id = \(company) limit 1") { _ in
                true
            }
            if isUsed == true { throw CompanyMoveError.notEmpty(table: table.name) }
        }
        for table in tables.reversed() where Self.writtenByHosting.contains(table.name) {
            try await execute("delete from \(table.qualified) where company_id = \(company)")
        }
    }

    /// Puts exported rows into a table of the company. The rows that they refer to must be there already.
    ///
    /// - Parameters:
    ///   - columns: the header of the export.
    ///   - rows: a cell for each column, nil for null.
    public func restore(_ rows: [[String?]], columns: [String], into table: CompanyTable) async throws {
        guard !rows.isEmpty else { return }
        let known = Dictionary(table.columns.map { ($0.name, $0) }) { first, _ in first }
        var names: [SQL] = []
        var values: [SQL] = []
        var given: [SQL] = []
        for (position, name) in columns.enumerated() {
            guard let column = known[name] else { throw CompanyMoveError.unknownTable("\(table.name).\(name)") }
            let cells = rows.map { row in
                column.isText ? row[position].map(CSVWriter.original(of:)) : row[position]
            }
            names.append(SQL(identifier: name))
            // Every type of the schema is a built-in one, so its bare name can be quoted, which "integer[]" could not.
            values.append("given.\(SQL(identifier: name))::pg_catalog.\(SQL(identifier: column.type))")
            given.append("\(cells)")
        }
        try await execute(
            """
            insert into \(table.qualified) (company_id, \(names.joined(", ")))
            select \(company), \(values.joined(", "))
            from unnest(\(given.joined(", "))) as given (\(names.joined(", ")))
            """
        )
    }
}

extension CompanyTransaction {
    /// Rows that are moved as a whole bring their audit along; until this transaction ends, they are no events themselves.
    func moveUnaudited() async throws {
        try await execute(Self.unaudited)
    }

    /// Says so in front of other statements.
    static var unaudited: SQL { "select set_config('app.moving', 'on', true)" }
}

extension HostingTransaction {
    /// Makes sure that the people of an export exist, under the ids that they had.
    public func restorePersons(_ persons: [Person]) async throws {
        for person in persons {
            try await execute(
                """
                insert into app.persons (id, name, email, locale, created_at)
                values (\(person.id), \(person.name), \(person.email), \(person.locale), \(person.createdAt))
                on conflict do nothing
                """
            )
            let isThere = try await first("select from app.persons where id = \(person.id)") { _ in true }
            guard isThere == true else { throw CompanyMoveError.personTaken(email: person.email) }
        }
    }
}
