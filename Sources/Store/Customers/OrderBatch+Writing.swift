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

        let new = try await insertOrders(batch, source: source, timeZone: hosted.timeZone)
        let inserted = new.rows
        var conflicts: [RejectedRow] = []
        if new.orders < batch.count {
            conflicts = try await findConflicts(batch, source: source, timeZone: hosted.timeZone)
        }
        if batch.products.count > 0 { try await insertLines(batch, source: source, timeZone: hosted.timeZone) }
        let room = Import.keptRejects - Int(before.rows.rejected)
        let refused = (batch.rejected + conflicts).prefix(max(0, room))
        try await insertRejects(Array(refused), of: id, language: hosted.locale)
        let unchanged = batch.count + batch.continued.count - inserted - conflicts.count
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

    /// Returns how many orders were new, and how many rows of the file they have; marks them for the next scoring. Two
    /// statements, because the second must see customers that another import added meanwhile.
    private func insertOrders(
        _ batch: OrderBatch,
        source: String,
        timeZone: String
    ) async throws -> (orders: Int, rows: Int) {
        let ids = (0..<batch.count).map { _ in Order.ID.make() }
        guard let first = ids.min(), let last = ids.max() else { return (0, 0) }
        // Which orders are new matters only where one may have several rows.
        let returning: SQL = batch.continued.isEmpty ? .empty : " returning number"
        let added = try await self.batch([
            // The customers that a file brings are in the event of its import.
            Self.unaudited,
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
            on conflict (company_id, source, number) do nothing \(returning)
            """,
            markOrders(from: first, to: last, dueOn: batch.latestDay),
        ])[2]
        guard !batch.continued.isEmpty else { return (added.affected, added.affected) }
        let rows = Dictionary(
            batch.rowsByOrder.enumerated().map { (batch.numbers[$0], $1.count) },
            uniquingKeysWith: { first, _ in first }
        )
        let numbers = try added.map { try $0.get("number", as: String.self) }
        return (numbers.count, numbers.reduce(0) { $0 + (rows[$1] ?? 0) })
    }

    /// Adds the lines of orders that have none yet: new ones, and ones that came without lines before.
    private func insertLines(_ batch: OrderBatch, source: String, timeZone: String) async throws {
        try await execute(
            """
            insert into app.order_lines (company_id, order_id, position, product, quantity, amount_minor)
            select \(company), known.id, line.position, line.product, line.quantity, line.amount_minor
            from \(batch.lineRows)
            join \(batch.rows(in: timeZone)) on row.position = line.order_position
            join app.orders as known
                on known.company_id = \(company) and known.source = \(source) and known.number = row.number
            join app.customers as customer on customer.company_id = \(company) and customer.id = known.customer_id
            where (customer.code, known.ordered_at, known.amount_minor, known.quantity)
                is not distinct from (row.code, row.ordered_at, row.amount_minor, row.quantity)
                and not exists (
                    select from app.order_lines as earlier
                    where earlier.company_id = \(company) and earlier.order_id = known.id
                )
            on conflict (company_id, order_id, position) do nothing
            """
        )
    }

    /// The rows whose number is taken by an order with other values or other lines: of an earlier import, or of an
    /// earlier row.
    private func findConflicts(_ batch: OrderBatch, source: String, timeZone: String) async throws -> [RejectedRow] {
        let positions = try await all(
            """
            select row.position
            from \(batch.rows(in: timeZone))
            join app.orders as known
                on known.company_id = \(company) and known.source = \(source) and known.number = row.number
            join app.customers as customer on customer.company_id = \(company) and customer.id = known.customer_id
            left join lateral (
                select array_agg(product order by position) as products from app.order_lines as kept
                where kept.company_id = \(company) and kept.order_id = known.id
            ) as kept on true
            left join (
                select order_position, array_agg(product order by position) as products
                from \(batch.lineRows) group by order_position
            ) as given on given.order_position = row.position
            where (customer.code, known.ordered_at, known.amount_minor, known.quantity)
                is distinct from (row.code, row.ordered_at, row.amount_minor, row.quantity)
                or kept.products <> given.products
            order by row.position
            """
        ) { try $0.get("position", as: Int64.self) }
        let rows = batch.rowsByOrder
        return positions.flatMap { position in
            let index = Int(position) - 1
            let text = "\(batch.customers[index]),\(batch.numbers[index]),\(batch.amounts[index])"
            return rows[index].map { RejectedRow(line: $0, fault: .conflict, text: text) }
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
