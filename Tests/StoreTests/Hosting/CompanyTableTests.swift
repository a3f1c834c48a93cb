import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct CompanyTableTests {
    @Test func `every table with a company is found, each behind what it refers to`() async throws {
        let company = try await Factory.company()
        let tables = try await testDatabase.operator.withCompany(company.id, as: .operator) {
            try await $0.companyTables()
        }
        let expected = try testDatabase.psql(
            """
            select relname from pg_class c
            where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and not relispartition
                and exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'company_id')
            order by relname collate "C"
            """
        )
        #expect(tables.map(\.name).sorted().joined(separator: "\n") == expected)
        var seen: Set<String> = []
        let names = Set(tables.map(\.name))
        for table in tables {
            seen.insert(table.name)
            #expect(table.references.intersection(names).isSubset(of: seen), "\(table.name)")
            #expect(
                !table.columns.contains {
                    $0.name == "company_id" || $0.name.hasSuffix("_key") && $0.name != "unique_key"
                }
            )
        }
    }
}
