import Foundation
import TestSupport
import Testing

/// The ways around a query: what dumps or exports as the application must fail, not come out short.
@Suite(.database) struct RowSecurityTests {
    private func dump(as role: String, _ options: [String]) throws -> Program {
        let url = TestServer.shared.address(of: testDatabase.name, role: role)
        return try Program.run("pg_dump", ["--dbname=\(url)", "--data-only", "--table=app.customers"] + options)
    }

    /// A company with a customer whom nobody may dump.
    private func host() async throws {
        let company = try await Factory.company()
        try testDatabase.psql(
            "insert into app.customers (company_id, code, name) values ('\(company.id)', '1', 'Unseen by dumps')"
        )
    }

    @Test(arguments: ["clientele_api", "clientele_worker", "clientele_report"])
    func `pg_dump as an application role fails instead of dumping what it may see`(role: String) async throws {
        try await host()
        let dumped = try dump(as: role, [])
        #expect(dumped.status != 0)
        #expect(dumped.errors.contains("row-level security policy for table \"customers\""), "\(dumped.errors)")
        #expect(!dumped.output.contains("Unseen by dumps"))
    }

    @Test func `a dump that asks for its visible rows gets none outside a company`() async throws {
        try await host()
        let dumped = try dump(as: "clientele_api", ["--enable-row-security"])
        #expect(!dumped.output.contains("Unseen by dumps"))
    }
}
