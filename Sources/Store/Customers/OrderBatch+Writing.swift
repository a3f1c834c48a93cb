import Domain
import FoundationEssentials
import Postgres

/// What came of storing a batch.
struct StoredBatch: Sendable {
    /// Where the import stands now.
    let progress: Import
    /// Rows whose order number is known with other values.
    let conflicts: [RejectedRow]
}

extension CompanyTransaction {
    /// Stores a batch: new customers, new orders, refused rows, and how far the import is, in one transaction.
    ///
    /// A batch that was stored by an earlier attempt, whose answer was lost, is not stored again.
    func store(
        _ batch: OrderBatch,
        of id: Import.ID,
        source: String,
        hosted: Company,
        bytesDone: Int64
    ) async throws -> StoredBatch {
        let before = try await one(
            "select \(Import.columns) from app.imports where company_id = \(company) and id = \(id) for update",
            Import.init(row:)
        )
        if before.textDone >= batch.textEnd { return StoredBatch(progress: before, conflicts: []) }
        guard before.textDone <= batch.textStart, before.state == .running else { throw ImportFault.underWay }

        let inserted = batch.count == 0 ? 0 : try await insertOrders(batch, source: source, timeZone: hosted.timeZone)
        var conflicts: [RejectedRow] = []
        if inserted < batch.count {
            conflicts = try await findConflicts(batch, source: source, timeZone: hosted.timeZone)
        }
        let room = Import.keptRejects - Int(before.rows.rejected)
        let refused = (batch.rejected + conflicts).prefix(max(0, room))
        try await insertRejects(Array(refused), of: id, language: hosted.locale)
        let unchanged = batch.count - inserted - conflicts.count
        let progress = try await one(
            """
            update app.imports
            set text_done = \(Int64(batch.textEnd)), bytes_done = \(bytesDone), line = \(Int64(batch.lastLine)),
                rows_read = rows_read + \(Int64(batch.rowsRead)), rows_inserted = rows_inserted + \(Int64(inserted)),
                rows_unchanged = rows_unchanged + \(Int64(unchanged)),
                rows_rejected = rows_rejected + \(Int64(batch.rejected.count + conflicts.count)), updated_at = now()
            where company_id = \(company) and id = \(id)
            returning \(Import.columns)
            """,
            Import.init(row:)
        )
        return StoredBatch(progress: progress, conflicts: conflicts)
    }

    /// Returns how many orders were new; marks them for the next scoring. Two statements, because the second must see customers that another import
    /// added meanwhile.
    private func insertOrders(_ batch: OrderBatch, source: String, timeZone: String) async throws -> Int {
        let ids = (0..<batch.count).map { _ in Order.ID.make() }
        guard let first = ids.min(), let last = ids.max() else { return 0 }
        return try await execute([
            """
            insert into app.customers (company_id, code, name)
            select \(company), fresh.code, fresh.name
            from (
                select code, min(name) as name from \(batch.customerRows) group by code
            ) as fresh
            where not exists (
                select from app.customers as known where known.company_id = \(company) and known.code = fresh.code
            )
            on conflict (company_id, code) do nothing
            """,
            """
            insert into app.orders (
                company_id, id, customer_id, source, number, ordered_at, ordered_on, amount_minor, quantity
            )
            select \(company), row.id, customer.id, \(source), row.number, row.ordered_at,
                (row.ordered_at at time zone \(timeZone))::date, row.amount_minor, row.quantity
            from \(batch.rows(in: timeZone, ids: ids))
            join app.customers as customer on customer.company_id = \(company) and customer.code = row.code
            on conflict (company_id, source, number) do nothing
            """,
            markOrders(from: first, to: last, dueOn: batch.latestDay),
        ])[1]
    }

    /// The rows whose number is taken by an order with other values: of an earlier import, or of an earlier row.
    private func findConflicts(_ batch: OrderBatch, source: String, timeZone: String) async throws -> [RejectedRow] {
        let positions = try await all(
            """
            select row.position
            from \(batch.rows(in: timeZone))
            join app.orders as known
                on known.company_id = \(company) and known.source = \(source) and known.number = row.number
            join app.customers as customer on customer.company_id = \(company) and customer.id = known.customer_id
            where (customer.code, known.ordered_at, known.amount_minor, known.quantity)
                is distinct from (row.code, row.ordered_at, row.amount_minor, row.quantity)
            order by row.position
            """
        ) { try $0.get("position", as: Int64.self) }
        return positions.map { position in
            let index = Int(position) - 1
            let text = "\(batch.customers[index]),\(batch.numbers[index]),\(batch.amounts[index])"
            return RejectedRow(line: batch.lines[index], fault: .conflict, text: text)
        }
    }

    private func insertRejects(_ rejects: [RejectedRow], of id: Import.ID, language: Language) async throws {
        guard !rejects.isEmpty else { return }
        try await execute(
            """
            insert into app.import_rejects (company_id, import_id, line, code, reason, raw)
            select \(company), \(id), refused.line, refused.code, refused.reason, refused.raw
            from unnest(
                \(rejects.map(\.line)), \(rejects.map(\.fault.code)), \(rejects.map { $0.fault.text(language) }),
                \(rejects.map(\.text))
            ) as refused (line, code, reason, raw)
            on conflict (company_id, import_id, line) do nothing
            """
        )
    }
}
