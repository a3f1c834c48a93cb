public import Domain
import Postgres

extension Import.State: PostgresCodable {}

extension Import {
    static let columns: SQL = """
        id, operation_id, source, file_name, state, bytes_total, bytes_done, text_done, line, rows_read, rows_inserted,
        rows_unchanged, rows_rejected, problem, created_at, updated_at, finished_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            operationID: try row.get("operation_id"),
            source: try row.get("source"),
            fileName: try row.get("file_name"),
            state: try row.get("state"),
            bytesTotal: try row.get("bytes_total"),
            bytesDone: try row.get("bytes_done"),
            textDone: try row.get("text_done"),
            line: try row.get("line"),
            rows: RowCounts(
                read: try row.get("rows_read"),
                inserted: try row.get("rows_inserted"),
                unchanged: try row.get("rows_unchanged"),
                rejected: try row.get("rows_rejected")
            ),
            problem: try row.get("problem"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"),
            finishedAt: try row.get("finished_at")
        )
    }
}

/// What tells one import from another, before there is any row of it.
public struct ImportDraft: Sendable {
    /// The source of the rows' natural key, see `Order.sourceLength`.
    public var source: String
    /// Name of the file, without its folder.
    public var fileName: String
    /// SHA-256 of the file's content and of how it is read: tells the same import again.
    public var fingerprint: [UInt8]
    /// How the file is read, in words.
    public var format: String
    /// Size of the file, where known.
    public var bytesTotal: Int64?

    /// An import to begin.
    public init(source: String, fileName: String, fingerprint: [UInt8], format: String, bytesTotal: Int64?) {
        self.source = source
        self.fileName = fileName
        self.fingerprint = fingerprint
        self.format = format
        self.bytesTotal = bytesTotal
    }
}

/// A row of an import that was refused, as it is kept.
public struct KeptReject: Sendable, Hashable {
    /// The physical line on which the row begins, from 1.
    public let line: Int64
    /// Stable code of the reason.
    public let code: String
    /// The reason in the company's language.
    public let reason: String
    /// The row's text, cut.
    public let text: String

    /// A refused row.
    public init(line: Int64, code: String, reason: String, text: String) {
        self.line = line
        self.code = code
        self.reason = reason
        self.text = text
    }
}

extension CompanyTransaction {
    /// The newest import of the same file read in the same way that was not given up; done, or to be continued.
    public func earlierImport(_ draft: ImportDraft) async throws -> Import? {
        try await first(
            """
            select \(Import.columns) from app.imports
            where company_id = \(company) and fingerprint = \(draft.fingerprint) and source = \(draft.source)
                and state in ('running', 'done')
            order by id desc limit 1
            """,
            Import.init(row:)
        )
    }

    /// Begins an import.
    public func insertImport(
        _ draft: ImportDraft,
        id: Import.ID = .make(),
        state: Import.State = .running
    ) async throws -> Import {
        try await one(
            """
            insert into app.imports (
                company_id, id, source, file_name, fingerprint, settings, state, bytes_total, created_by
            )
            values (
                \(company), \(id), \(draft.source), \(draft.fileName), \(draft.fingerprint),
                \(try JSONB(encoding: ["format": draft.format])), \(state), \(draft.bytesTotal), \(principal.person)
            )
            returning \(Import.columns)
            """,
            Import.init(row:)
        )
    }

    /// The import with this id.
    public func orderImport(_ id: Import.ID) async throws -> Import? {
        try await first(
            "select \(Import.columns) from app.imports where company_id = \(company) and id = \(id)",
            Import.init(row:)
        )
    }

    /// The imports of the company, newest first.
    public func orderImports(before: Import.ID? = nil, limit: Int) async throws -> [Import] {
        try await all(
            """
            select \(Import.columns) from app.imports
            where company_id = \(company) \(before.map { " and id < \($0)" } ?? .empty)
            order by id desc limit \(limit)
            """,
            Import.init(row:)
        )
    }

    /// Ends an import that is under way.
    public func endImport(_ id: Import.ID, _ state: Import.State, problem: String? = nil) async throws -> Import {
        try await one(
            """
            update app.imports
            set state = \(state), finished_at = now(), updated_at = now(),
                problem = \(problem.map { String($0.prefix(500)) }),
                bytes_done = case when \(state) = 'done' then coalesce(bytes_total, bytes_done) else bytes_done end
            where company_id = \(company) and id = \(id)
            returning \(Import.columns)
            """,
            Import.init(row:)
        )
    }

    /// The rows of an import that were refused, by line.
    public func rejects(of id: Import.ID, after line: Int64 = 0, code: String? = nil, limit: Int) async throws
        -> [KeptReject]
    {
        try await all(
            """
            select line, code, reason, raw from app.import_rejects
            where company_id = \(company) and import_id = \(id) and line > \(line)
                \(code.map { " and code = \($0)" } ?? .empty)
            order by line limit \(limit)
            """
        ) { row in
            KeptReject(
                line: try row.get("line"),
                code: try row.get("code"),
                reason: try row.get("reason"),
                text: try row.get("raw")
            )
        }
    }
}
