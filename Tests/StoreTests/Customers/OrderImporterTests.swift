import Domain
import Store
import TestSupport
import Testing

/// Chunks that are at hand; may break off in the middle, as a process that is killed does.
private struct Chunks: AsyncSequence, AsyncIteratorProtocol {
    struct BrokeOff: Error {}

    var rest: [[UInt8]]
    var breaksOff = false

    mutating func next() async throws -> [UInt8]? {
        guard !rest.isEmpty else {
            if breaksOff { throw BrokeOff() }
            return nil
        }
        return rest.removeFirst()
    }

    func makeAsyncIterator() -> Chunks { self }
}

@Suite(.database) struct OrderImporterTests {
    /// Runs an import of a text, or of its first bytes.
    private func run(
        _ text: String,
        into company: StaffedCompany,
        source: String = Import.defaultSource,
        upTo bytes: Int? = nil,
        observe: (ImportEvent) -> Void = { _ in }
    ) async throws -> Import {
        let all = Array(text.utf8)
        let draft = ImportDraft(
            source: source,
            fileName: "orders.csv",
            fingerprint: Array(Array("\(text.hashValue)".utf8) + [UInt8](repeating: 0, count: 32)).prefix(32).map(
                \.self
            ),
            format: "",
            bytesTotal: Int64(all.count)
        )
        let access = DirectAccess(database, company.id, as: company.manager)
        let started = try await access.withCompany { company in
            if let earlier = try await company.earlierImport(draft) { return earlier }
            return try await company.insertImport(draft)
        }
        let hosted = try await access.withCompany { try await $0.hostedCompany() }
        let importer = OrderImporter(access: access, hosted: hosted, format: OrderFileFormat())
        let pieces = stride(from: 0, to: bytes ?? all.count, by: 50_000).map { start in
            Array(all[start..<Swift.min(start + 50_000, bytes ?? all.count)])
        }
        return try await importer.run(started, Chunks(rest: pieces, breaksOff: bytes != nil)) { observe($0) }
    }

    /// Rows, customers, amount and pieces, in the words of psql.
    private func totals(of company: StaffedCompany) throws -> String {
        try testDatabase.psql(
            """
            select count(*), count(distinct customer_id), sum(amount_minor), sum(quantity)
            from app.orders where company_id = '\(company.id)'
            """
        )
    }

    @Test func `a file is imported, and importing it again changes nothing`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let text = """
            number,customer,name,date,amount,quantity
            A-1,C-1,Ann,2026-01-31,12.50,2
            A-2,C-2,王小明,2026-02-01,-3,
            A-3,C-1,Ann,2026-02-01,1,1

            """
        let first = try await run(text, into: ours)
        #expect(first.state == .done)
        #expect(first.rows == Import.RowCounts(read: 3, inserted: 3))
        #expect(first.bytesDone == Int64(text.utf8.count))
        #expect(try totals(of: ours) == "3|2|1050|3")
        #expect(
            try testDatabase.psql("select code, name from app.customers where company_id = '\(ours.id)' order by code")
                == "C-1|Ann\nC-2|王小明"
        )

        let again = try await run("\(text)\n", into: ours)
        #expect(again.rows == Import.RowCounts(read: 3, unchanged: 3))
        #expect(try totals(of: ours) == "3|2|1050|3")
        #expect(try totals(of: theirs) == "0|0||")
    }

    @Test func `the same number of another source is another order`() async throws {
        let company = try await Factory.company()
        let text = "number,customer,date,amount\nA-1,C-1,2026-01-31,1\n"
        _ = try await run(text, into: company)
        #expect(try await run(text, into: company, source: "shop").rows.inserted == 1)
        #expect(try totals(of: company) == "2|1|200|")
    }

    @Test func `days and times are the company's own`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai", currency: "CNY")
        let text = """
            number,customer,date,amount
            A-1,C-1,2026-01-31,1
            A-2,C-1,2026-01-31 23:30,1
            A-3,C-1,2026-01-31T23:30:00Z,1

            """
        _ = try await run(text, into: company)
        let found = try testDatabase.psql(
            """
            select number, ordered_at at time zone 'UTC', ordered_on from app.orders
            where company_id = '\(company.id)' order by number
            """
        )
        #expect(
            found == """
                A-1|2026-01-30 16:00:00|2026-01-31
                A-2|2026-01-31 15:30:00|2026-01-31
                A-3|2026-01-31 23:30:00|2026-02-01
                """
        )
    }

    @Test func `an order number with other values is refused, in the file and in the database`() async throws {
        let company = try await Factory.company()
        _ = try await run("number,customer,date,amount\nA-1,C-1,2026-01-31,1\nA-2,C-1,2026-01-31,1\n", into: company)
        var refused: [RejectedRow] = []
        let text = """
            number,customer,date,amount
            A-1,C-1,2026-01-31,2
            A-2,C-1,2026-01-31,1
            A-3,C-1,2026-01-31,1
            A-3,C-2,2026-01-31,1

            """
        let ended = try await run(text, into: company) { event in
            if case .stored(_, let rejected) = event { refused += rejected }
        }
        #expect(ended.rows == Import.RowCounts(read: 4, inserted: 1, unchanged: 1, rejected: 2))
        #expect(refused.map(\.line) == [2, 5])
        #expect(refused.allSatisfy { $0.fault == .conflict })
        #expect(try totals(of: company) == "3|1|300|")
    }

    @Test func `refused rows are kept with line, code and reason in the company's language`() async throws {
        let company = try await Factory.company(locale: .chinese)
        let ended = try await run(
            "number,customer,date,amount\nA-1,C-1,nie,1\nA-2,C-1,2026-01-31,1\nA-3,C-1\0,2026-01-31,1\n",
            into: company
        )
        let kept = try await database.withCompany(company.id, as: company.manager) {
            try await $0.rejects(of: ended.id, limit: 10)
        }
        #expect(kept.map(\.line) == [2, 4])
        #expect(kept.map(\.code) == ["row.date.not_date", "text.nul"])
        #expect(kept.first?.reason.contains("日期") == true)
        #expect(kept.map(\.text) == ["A-1,C-1,nie,1", "A-3,C-1\u{FFFD},2026-01-31,1"])
    }

    @Test func `an import that broke off goes on where it stopped`() async throws {
        let company = try await Factory.company()
        let header = "customer,date,amount,quantity\n"
        // Every row occurs three times: without order numbers the third run must still count them as the first did.
        let rows = (0..<20_000).map {
            $0 % 4000 == 7 ? "broken\n" : "C-\($0 % 900),2026-01-0\($0 % 9 + 1),\($0 % 3),1\n"
        }
        let text = header + rows.joined()
        await #expect(throws: Chunks.BrokeOff.self) {
            _ = try await run(text, into: company, upTo: text.utf8.count * 2 / 3)
        }
        let stored = try #require(
            Int(try testDatabase.psql("select count(*) from app.orders where company_id = '\(company.id)'"))
        )
        #expect((1..<19_995).contains(stored))

        var skipped = 0, refused = 0
        let ended = try await run(text, into: company) { event in
            switch event {
            case .skipped(let rejected): (skipped, refused) = (skipped + 1, refused + rejected.count)
            case .stored(_, let rejected): refused += rejected.count
            }
        }
        #expect(skipped > 0)
        #expect(refused == 5)
        #expect(ended.rows == Import.RowCounts(read: 20_000, inserted: 19_995, rejected: 5))
        #expect(try testDatabase.psql("select count(*) from app.orders where company_id = '\(company.id)'") == "19995")
        #expect(try await run(text, into: company).rows == ended.rows)
    }

    @Test func `two runs of one import at once do not mix`() async throws {
        let company = try await Factory.company()
        let text = "number,customer,date,amount\n" + (0..<30_000).map { "N\($0),C-\($0 % 50),2026-01-01,1\n" }.joined()
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 {
                group.addTask { (try? await run(text, into: company))?.state == .done }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.contains(true))
        #expect(try totals(of: company) == "30000|50|3000000|")
        let ended = try testDatabase.psql(
            "select bool_and(rows_inserted + rows_unchanged = 30000) from app.imports where company_id = '\(company.id)' and state = 'done'"
        )
        #expect(ended == "t")
    }

    /// The lines of a company's orders, in the words of psql.
    private func lines(of company: StaffedCompany) throws -> String {
        try testDatabase.psql(
            """
            select string_agg(
                format('%s/%s %s %s %s', number, position, product, line.quantity, line.amount_minor), ', '
                order by number, position
            )
            from app.order_lines line join app.orders o on o.company_id = line.company_id and o.id = line.order_id
            where line.company_id = '\(company.id)'
            """
        )
    }

    @Test func `lines are stored with their orders, and a second import changes nothing`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        let text = """
            number,customer,date,amount,quantity,sku
            A-1,C-1,2026-01-01,10,1,Tea
            A-1,C-1,2026-01-01,5,2,Cup
            A-2,C-2,2026-01-02,7,,
            A-3,C-2,2026-01-02,,,Tea

            """

        let first = try await run(text, into: company)
        let kept = (try totals(of: company), try lines(of: company))
        let second = try await run(text + "\n", into: company)

        #expect(first.rows == Import.RowCounts(read: 4, inserted: 3, unchanged: 0, rejected: 1))
        #expect(second.rows == Import.RowCounts(read: 4, inserted: 0, unchanged: 3, rejected: 1))
        #expect(kept.0 == "2|2|2200|3")
        #expect(kept.1 == "A-1/1 Tea 1 1000, A-1/2 Cup 2 500")
        #expect((try totals(of: company), try lines(of: company)) == kept)
        #expect(try lines(of: other) == "")
    }

    @Test func `orders that came without lines get them, other lines are a conflict`() async throws {
        let company = try await Factory.company()
        _ = try await run("number,customer,date,amount\nA-1,C-1,2026-01-01,15\n", into: company)

        let added = try await run(
            "number,customer,date,amount,sku\nA-1,C-1,2026-01-01,10,Tea\nA-1,C-1,2026-01-01,5,Cup\n",
            into: company
        )
        let other = try await run(
            "number,customer,date,amount,sku\nA-1,C-1,2026-01-01,10,Tea\nA-1,C-1,2026-01-01,5,Pot\n",
            into: company
        )

        #expect(added.rows == Import.RowCounts(read: 2, inserted: 0, unchanged: 2, rejected: 0))
        #expect(other.rows == Import.RowCounts(read: 2, inserted: 0, unchanged: 0, rejected: 2))
        #expect(try lines(of: company) == "A-1/1 Tea  1000, A-1/2 Cup  500")
        #expect(
            try testDatabase.psql("select count(*) from app.import_rejects where import_id = '\(other.id)'") == "2"
        )
    }
}
