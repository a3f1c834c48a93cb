import Foundation
import Glibc
import TestSupport
import Testing

/// `clientele import orders` as a process, against its own database.
@Suite struct ImportTests {
    /// Runs a test with an installation that hosts two companies.
    private func withShops(_ test: (Installation) async throws -> Void) async throws {
        let installation = try Installation()
        try installation.clientele("agency", "create", "Agency").checked()
        for slug in ["ours", "theirs"] {
            try installation.clientele("company", "create", "--name", slug, "--slug", slug, "--currency", "USD")
                .checked()
        }
        try await test(installation)
        try installation.remove()
    }

    private func orders(_ installation: Installation) throws -> String {
        try installation.server.psql(
            "select count(*), coalesce(sum(amount_minor), 0) from app.orders",
            on: installation.database
        )
    }

    @Test func `a rehearsal stores nothing, an import everything, a second one nothing more`() async throws {
        try await withShops { installation in
            let rejects = installation.path("rejects.csv")
            let rehearsed = try installation.clientele(
                "import",
                "orders",
                "--company",
                "ours",
                "--dry-run",
                "--rejects",
                rejects,
                Fixture.cdnow
            ).checked()
            #expect(rehearsed.output.contains("6919 rows read, 6919 good, 0 refused"))
            #expect(try orders(installation) == "0|0")

            try installation.clientele("import", "orders", "--company", "ours", "--rejects", rejects, Fixture.cdnow)
                .checked()
            #expect(try orders(installation) == "6919|24409194")
            let again = try installation.json(
                "import",
                "orders",
                "--company",
                "ours",
                "--rejects",
                rejects,
                Fixture.cdnow
            )
            #expect(again["outcome"].string == "known_already")
            #expect(try orders(installation) == "6919|24409194")
            #expect(!FileManager.default.fileExists(atPath: rejects))

            let text = try String(contentsOfFile: Fixture.cdnow, encoding: .utf8)
            let piped = try installation.clientele("import", "orders", "--company", "ours", "-", input: text).checked()
            #expect(piped.output.contains("0 new, 6919 known already"))
        }
    }

    @Test func `every refused row is in the rejects file, and a spreadsheet may open it`() async throws {
        try await withShops { installation in
            let file = try installation.file(
                "orders.csv",
                "customer,date,amount\n=1+1,never,2\nC-1,2026-01-01,3\nC-2,2026-01-01\n"
            )
            let rejects = installation.path("rejects.csv")
            let run = try installation.clientele("import", "orders", "--company", "ours", "--rejects", rejects, file)
                .checked()
            #expect(run.output.contains("3 rows read: 1 new, 0 known already, 2 refused."))
            let lines = try String(contentsOfFile: rejects, encoding: .utf8).split(separator: "\r\n").dropFirst()
            #expect(lines.first?.hasPrefix(#""2","row.date.not_date","#) == true)
            #expect(lines.first?.hasSuffix(#","'=1+1,never,2""#) == true)
            #expect(lines.last?.hasPrefix(#""4","csv.column_count","#) == true)
        }
    }

    @Test(arguments: [
        ("customer;date;amount\nC-1;2026-01-01;1\n", "2 semicolons", 65),
        ("customer,date,amount,Date\n", "same header", 65),
        ("customer,date\n", "No column for amount", 65),
        ("", "empty", 65),
        ("customer,date,amount\nC-1,2026-01-01,1\n\"C-2,2026", "cut off", 65),
    ])
    func `a bad file is one clear line and an exit code`(text: String, message: String, status: Int32) async throws {
        try await withShops { installation in
            let file = try installation.file("orders.csv", text)
            let run = try installation.clientele(
                "import",
                "orders",
                "--company",
                "ours",
                "--rejects",
                installation.path("rejects.csv"),
                file
            )
            #expect(run.status == status)
            #expect((run.errors + run.output).contains(message))
            let missing = try installation.clientele("import", "orders", "--company", "ours", "/no/such/file.csv")
            #expect((missing.status, missing.errors) == (66, "Error: There is no file /no/such/file.csv.\n"))
            let unknown = try installation.clientele("import", "orders", "--company", "nobody", file)
            #expect(unknown.status != 0 && unknown.errors.contains("There is no company nobody."))
        }
    }

    @Test func `a GB 18030 file of a Chinese shop is read as it is`() async throws {
        try await withShops { installation in
            let text = "订单号,客户,日期,金额\nA-1,王小明,2026/01/02,1280.50\nA-2,𠮷野家,2026年1月3日,36\n"
            let file = installation.path("orders.gb.csv")
            let plain = try installation.file("orders.utf8.csv", text)
            try Program.run("iconv", ["-f", "UTF-8", "-t", "GB18030", "-o", file, plain]).checked()

            let run = try installation.clientele("import", "orders", "--company", "ours", file)

            #expect(run.status == 0, "\(run.errors)")
            let customers = try installation.server.psql(
                "select string_agg(code, ',' order by code) from app.customers where code in ('王小明', '𠮷野家')",
                on: installation.database
            )
            #expect(customers == "王小明,𠮷野家")
        }
    }

    @Test(arguments: [SIGKILL, SIGINT]) func `an import that is killed goes on where it stopped`(number: Int32)
        async throws
    {
        try await withShops { installation in
            let rows = (0..<150_000).map { "N\($0),C-\($0 % 500),2026-01-0\($0 % 9 + 1),1\n" }.joined()
            let file = try installation.file("orders.csv", "number,customer,date,amount\n" + rows)
            let arguments = [
                "import", "orders", "--company", "ours", "--rejects", installation.path("rejects.csv"), file,
            ]
            let process = Process()
            process.executableURL = URL(filePath: Installation.executable("clientele"))
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(installation.environment) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            try await eventually("some rows are stored", within: .seconds(30)) { try orders(installation) != "0|0" }
            kill(process.processIdentifier, number)
            process.waitUntilExit()
            try #require(process.terminationStatus == (number == SIGINT ? 130 : number))
            #expect(try orders(installation) != "150000|15000000")

            let rest = try installation.clientele(
                "import",
                "orders",
                "--company",
                "ours",
                "--rejects",
                installation.path("rejects.csv"),
                file
            ).checked()
            #expect(rest.errors.contains("Continuing the import"))
            #expect(rest.output.contains("150000 rows read: 150000 new, 0 known already, 0 refused."))
            #expect(try orders(installation) == "150000|15000000")
        }
    }

    @Test func `an import waits for a database that goes away for a moment`() async throws {
        try await withShops { installation in
            let rows = (0..<100_000).map { "N\($0),C-\($0 % 500),2026-01-0\($0 % 9 + 1),1\n" }.joined()
            let file = try installation.file("orders.csv", "number,customer,date,amount\n" + rows)
            let environment = installation.environment
            let run = Task.detached {
                try Program.run(
                    Installation.executable("clientele"),
                    ["import", "orders", "--company", "ours", file],
                    environment: environment
                )
            }
            for already in [0, 20_000, 50_000] {
                try await eventually("more than \(already) rows are stored", within: .seconds(30)) {
                    Int(try orders(installation).split(separator: "|")[0]) ?? 0 > already
                }
                try installation.server.psql(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = '\(installation.database)' and application_name = 'clientele'
                    """,
                    on: "postgres"
                )
            }
            let finished = try await run.value.checked()
            #expect(finished.output.contains("100000 rows read: 100000 new, 0 known already, 0 refused."))
            #expect(try orders(installation) == "100000|10000000")
        }
    }
}
