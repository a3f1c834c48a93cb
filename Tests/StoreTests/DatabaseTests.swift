import Domain
import Postgres
import TestSupport
import Testing

@testable import Store

@Suite(.database) struct DatabaseTests {
    @Test func `inside a company the database knows where and who`() async throws {
        let company = try await Factory.company()

        let settings = try await database.withCompany(company.id, as: company.agent) { transaction in
            try await transaction.one(
                """
                select current_setting('app.company_id') as company, current_setting('app.person_id') as person,
                    current_setting('app.role') as role, current_setting('app.visibility') as visibility
                """
            ) {
                [
                    try $0.get("company", as: String.self), try $0.get("person"), try $0.get("role"),
                    try $0.get("visibility"),
                ]
            }
        }

        #expect(settings == [company.id.description, company.agent.person?.description ?? "", "agent", "own"])
    }

    @Test func `without a company the database refuses to answer`() async throws {
        let company = try await Factory.company()
        _ = try await database.withCompany(company.id, as: company.manager) { try await $0.customerCount() }

        // Often enough to meet every connection that was inside a company.
        for _ in 0..<16 {
            let failure = try await failure {
                _ = try await database.companyPool.run(
                    ["select count(*) from app.customers"],
                    deadline: .after(.seconds(10))
                )
            }
            #expect(failure.sqlState == "42704" || failure.sqlState == "22P02")
        }
    }

    @Test func `a statement planned for one company answers for another one`() async throws {
        let few = try await Factory.company(), many = try await Factory.company()
        try await addCustomers(1, to: few)
        try await addCustomers(4, to: many)

        for _ in 0..<12 {
            let counts = try await [
                database.readCompany(few.id, as: few.manager) { try await $0.customerCount() },
                database.readCompany(many.id, as: many.manager) { try await $0.customerCount() },
            ]
            #expect(counts == [1, 4])
        }
    }

    @Test func `even a statement that names no company stays inside it`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        try await addCustomers(2, to: ours)
        try await addCustomers(3, to: theirs)

        let seen = try await database.readCompany(ours.id, as: ours.manager) { transaction in
            try await transaction.all("select company_id from app.customers") {
                try $0.get("company_id", as: Company.ID.self)
            }
        }

        #expect(seen == [ours.id, ours.id])
    }

    @Test func `what throws leaves nothing behind`() async throws {
        let company = try await Factory.company()
        let failure = try await failure {
            try await database.withCompany(company.id, as: company.manager) { transaction in
                _ = try await transaction.insertCustomer(CustomerDraft(name: "Nobody"))
                throw PostgresError(.misuse, "changed my mind")
            }
        }
        #expect(failure.message == "changed my mind")
        #expect(try await database.readCompany(company.id, as: company.manager) { try await $0.customerCount() } == 0)
    }

    @Test func `who only reads cannot write`() async throws {
        let company = try await Factory.company()
        let failure = try await failure {
            try await database.readCompany(company.id, as: company.manager) { transaction in
                _ = try await transaction.insertCustomer(CustomerDraft(name: "Nobody"))
            }
        }
        #expect(failure.sqlState == "25006")
    }

    @Test func `the host has no right to a company's data`() async throws {
        let failure = try await failure {
            _ = try await database.withHosting { try await $0.execute("select count(*) from app.customers") }
        }
        #expect(failure.sqlState == "42501")
    }

    @Test func `several statements go out with one flush and come back apart`() async throws {
        let company = try await Factory.company()
        let changed = try await database.withCompany(company.id, as: company.manager) { transaction in
            try await transaction.execute([
                "insert into app.customers (company_id, name) values (\(transaction.company), 'A'), (\(transaction.company), 'B')",
                "update app.customers set name = 'C' where company_id = \(transaction.company) and name = 'A'",
            ])
        }
        #expect(changed == [2, 1])
    }

    @Test func `rows can be streamed`() async throws {
        let company = try await Factory.company()
        try await addCustomers(5, to: company)

        var ids: [Customer.ID] = []
        try await database.readCompany(company.id, as: company.manager) { transaction in
            try await transaction.stream(
                "select id from app.customers where company_id = \(transaction.company)",
                { try $0.get("id", as: Customer.ID.self) },
                { ids.append($0) }
            )
        }

        #expect(Set(ids).count == 5)
    }

    @Test func `a row that must be there is missed`() async throws {
        let failure = try await failure {
            _ = try await database.withHosting {
                try await $0.one("select 1 as v where false") { try $0.get("v", as: Int.self) }
            }
        }
        #expect(failure.kind == .noRow)
    }

    @Test func `the deployed schema is the one expected`() async throws {
        try await database.checkSchema()
    }

    @Test func `a database without the schema is refused with one line`() async throws {
        let bare = try Database(
            TestDatabase.settings("postgres", "postgres", 1),
            logger: quiet
        )
        do {
            try await bare.checkSchema()
            Issue.record("it was accepted")
        } catch let error as SchemaError {
            #expect(error.message.contains("no Clientele schema"))
            #expect(!error.message.contains("\n"))
        }
        await bare.close()
    }

    private func addCustomers(_ count: Int, to company: StaffedCompany) async throws {
        try await database.withCompany(company.id, as: company.manager) { transaction in
            for number in 0..<count {
                _ = try await transaction.insertCustomer(CustomerDraft(name: "Customer \(number)"))
            }
        }
    }

    @Test(arguments: [("53100", DatabaseFault.full), ("57P03", .away), ("55P03", .busy), ("22021", .value)])
    func `a refusal of the server is told by what can be done about it`(state: String, fault: DatabaseFault)
        async throws
    {
        let company = try await Factory.company()
        let refused = try await failure {
            try await database.withCompany(company.id, as: company.manager) {
                _ = try await $0.execute(
                    """
                    select set_config('tests.state', \(state), true)
                    """
                )
                _ = try await $0.execute(
                    "do $$ begin raise 'refused' using errcode = current_setting('tests.state'); end $$"
                )
            }
        }
        #expect(DatabaseFault(refused) == fault)
    }
}
