import Foundation
import TestSupport
import Testing

/// `clientele export`, `restore` and `erase` as processes, over companies with a row in every table.
@Suite struct CompanyMoveTests {
    /// Runs a test with two companies that have at least one row in every company table.
    private func withFullCompanies(_ test: (Installation) throws -> Void) throws {
        let installation = try Installation()
        let seed = Fixture.root.appending(path: "sql/tests/support/seed.sql").path
        try installation.server.psql(
            """
            \\i \(seed)
            select tests.host('ours');
            select tests.host('theirs');
            insert into app.customers (company_id, id, name, note)
            select company.id, app.uuid_v7(), 'formula', beginning || '1+1'
            from app.companies as company, unnest(array[
                '=', '+', '-', '@', '＝', '＋', '－', '＠', e'\\t', e'\\r', e'\\n', e'\\x27'
            ]) as beginning;
            update app.customers set name = '=王 "x", y' || e'\\r\\n', note = '' where code = '1';
            """,
            on: installation.database
        )
        try test(installation)
        try installation.remove()
    }

    /// A company that a restore may fill.
    private func hostEmptyCompany(_ installation: Installation) throws {
        try installation.clientele(
            "company",
            "create",
            "--name",
            "New",
            "--slug",
            "new",
            "--currency",
            "USD",
            "--agency",
            "ours"
        )
        .checked()
    }

    private func checksums(_ slug: String, _ installation: Installation) throws -> String {
        try installation.server.psql(
            """
            select relname, tests.checksum(t.name, (select id from app.companies where slug = '\(slug)'))
            from tests.company_tables t order by relname
            """,
            on: installation.database
        )
    }

    /// Table, rows and checksum of everything in an export.
    private func contents(_ folder: String) throws -> [String] {
        try JSON(parsing: Data(contentsOf: URL(filePath: "\(folder)/manifest.json")))["tables"].array.map {
            "\($0["table"]) \($0["rows"]) \($0["checksum"])"
        }
    }

    @Test func `an export holds every table, and is restored with equal checksums`() throws {
        try withFullCompanies { installation in
            let folder = installation.path("export"), copy = installation.path("copy")
            try installation.clientele("export", "--company", "ours", folder).checked()
            let tables = try JSON(parsing: Data(contentsOf: URL(filePath: "\(folder)/manifest.json")))["tables"].array
            let expected = try installation.server.psql(
                "select relname from tests.company_tables",
                on: installation.database
            )
            #expect(
                Set(tables.compactMap { $0["table"].string }) == Set(expected.split(separator: "\n").map(String.init))
            )
            for table in tables { #expect(table["rows"].int ?? 0 > 0, "\(table["table"]) has no row: seed it") }

            // As another reader of CSV sees them.
            let reader = """
                import csv, sys
                rows = csv.DictReader(open(sys.argv[1], encoding="utf-8", newline=""))
                print([row["note"][0] + row["note"][2:] for row in rows if row["name"] == "formula"])
                """
            let notes = try Program.run("python3", ["-c", reader, "\(folder)/customers.csv"]).checked().output
            #expect(notes == "[" + Array(repeating: "\"'1+1\"", count: 12).joined(separator: ", ") + "]\n")

            try hostEmptyCompany(installation)
            let before = try checksums("theirs", installation)
            try installation.clientele("restore", folder, "--company", "new").checked()
            try installation.clientele("export", "--company", "new", copy).checked()
            #expect(try contents(copy) == contents(folder))
            #expect(try exportsNoted(installation) == "1")
            #expect(try checksums("theirs", installation) == before)

            let second = try installation.clientele("restore", folder, "--company", "new")
            #expect(second.status == 1 && second.errors.contains("not empty"))
        }
    }

    /// How often the audit says that the company was exported.
    private func exportsNoted(_ installation: Installation) throws -> String {
        try installation.server.psql(
            """
            select count(*) from app.audit_events as e join app.companies as c on c.id = e.company_id
            where c.slug = 'ours' and e.action = 'export' and e.entity = 'companies' and e.role = 'operator'
            """,
            on: installation.database
        )
    }

    @Test func `an export that breaks off is in the audit, for some of it was written`() throws {
        try withFullCompanies { installation in
            let folder = installation.path("export")
            let limited = ["-c", "ulimit -f 1; exec \"$0\" \"$@\"", Installation.executable("clientele")]
            let arguments = limited + ["export", "--company", "ours", folder]
            let run = try Program.run("bash", arguments, environment: installation.environment)
            #expect(run.status != 0)
            #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            #expect(try exportsNoted(installation) == "1")
        }
    }

    @Test func `a damaged export changes nothing`() throws {
        try withFullCompanies { installation in
            let folder = installation.path("export")
            try installation.clientele("export", "--company", "ours", folder).checked()
            try hostEmptyCompany(installation)
            let before = try checksums("new", installation)
            let file = "\(folder)/orders.csv"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacingOccurrences(of: "\"1250\"", with: "\"1251\"").write(
                toFile: file,
                atomically: true,
                encoding: .utf8
            )
            let run = try installation.clientele("restore", folder, "--company", "new")
            #expect(run.status == 1 && run.errors.contains("The restored orders is not the exported one"))
            #expect(try checksums("new", installation) == before)
        }
    }

    @Test func `an erased company leaves nothing, and the other company as it was`() throws {
        try withFullCompanies { installation in
            let before = try checksums("theirs", installation)
            let refused = try installation.clientele("erase", "--company", "ours", "--confirm", "theirs")
            #expect(refused.status != 0)

            let report = try installation.json("erase", "--company", "ours", "--confirm", "ours")
            #expect(report.array.allSatisfy { $0["rows"].int ?? 0 > 0 })
            let left = try installation.server.psql(
                "select count(*) from app.companies where slug = 'ours'",
                on: installation.database
            )
            #expect(left == "0")
            let rows = try installation.server.psql(
                """
                with t as materialized (select * from tests.company_tables)
                select coalesce(string_agg(t.relname, ' '), '') from t where (xpath('/row/n/text()', query_to_xml(
                    format('select count(*) as n from %s where company_id not in (select id from app.companies)', t.name),
                    false, true, '')))[1]::text <> '0'
                """,
                on: installation.database
            )
            #expect(rows == "")
            #expect(try checksums("theirs", installation) == before)
        }
    }
}
