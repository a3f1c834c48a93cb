import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct SearchEndpointsTests {
    /// A company with a customer of the agent and one of the colleague, both with the same words.
    private func shop() async throws -> (company: StaffedCompany, own: Customer.ID, other: Customer.ID) {
        let company = try await Factory.company()
        return try await database.withCompany(company.id, as: company.manager) { transaction in
            var ids: [Customer.ID] = []
            for owner in [company.agent, company.colleague] {
                let customer = try await transaction.insertCustomer(
                    CustomerDraft(name: "王小明", note: "Prefers green tea"),
                    owner: owner.person
                )
                _ = try await transaction.insertContact(ContactDraft(name: "Li Lei"), of: customer.id)
                _ = try await transaction.insertInteraction(
                    InteractionDraft(kind: .call, summary: "问了龙井的价格"),
                    with: customer.id
                )
                ids.append(customer.id)
            }
            return (company, ids[0], ids[1])
        }
    }

    private func hits(_ reply: Reply) throws -> [JSON] {
        #expect(reply.status == 200, "\(reply)")
        return try reply.json["items"]?.elements ?? []
    }

    @Test func `customers, contacts and interactions are found, with the words marked`() async throws {
        let place = try await shop()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(place.company.manager)
            let base = "/v1/companies/\(place.company.id)/search?q="
            for (words, kind, closeness, field, count) in [
                ("%E5%B0%8F%E6%98%8E", "customer", "words", "name", 2), ("wxm", "customer", "words", "name", 2),
                ("green+te", "customer", "beginnings", "note", 2), ("wangxaoming", "customer", "similar", "name", 2),
                ("li", "contact", "words", "name", 2), ("%E9%BE%99%E4%BA%95", "interaction", "words", "summary", 2),
                ("nothing", "", "", "", 0),
            ] {
                let found = try await hits(manager.get(base + words))
                #expect(found.count == count, "\(words)")
                #expect(found.allSatisfy { $0["kind"]?.text == kind && $0["closeness"]?.text == closeness }, "\(words)")
                #expect(found.allSatisfy { $0["field"]?.text == field }, "\(words)")
                #expect(found.allSatisfy { $0["customer_name"]?.text == "王小明" }, "\(words)")
            }
            let marked = try await hits(manager.get(base + "green+te&limit=1"))
            #expect(marked.count == 1)
            #expect(
                marked.first?["highlights"] == [["start": 8, "length": 5], ["start": 14, "length": 2]]
            )
            #expect(try await hits(manager.get(base + "wxm&kind=contact")).isEmpty)
            let missing = try await manager.get("/v1/companies/\(place.company.id)/search")
            #expect(try (missing.status, missing.errors) == (422, ["/?q required"]))
        }
    }

    @Test func `nobody finds what they may not see`() async throws {
        let place = try await shop(), theirs = try await Factory.company()
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(place.company.agent), stranger = try await client.caller(theirs.manager)
            for words in ["wxm", "li", "%E9%BE%99%E4%BA%95", "green"] {
                let found = try await hits(agent.get("/v1/companies/\(place.company.id)/search?q=\(words)"))
                #expect(found.map { $0["customer_id"]?.text } == [place.own.description], "\(words)")
                #expect(try await hits(stranger.get("/v1/companies/\(theirs.id)/search?q=\(words)")).isEmpty)
                #expect(try await stranger.get("/v1/companies/\(place.company.id)/search?q=\(words)").status == 404)
            }
        }
    }

    @Test func `a change is found at once, and what it was is not`() async throws {
        let place = try await shop()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(place.company.manager)
            let base = "/v1/companies/\(place.company.id)"
            let path = "\(base)/customers/\(place.own)"
            let changed = try await manager.patch(path, ["name": "Olivia Stone"], version: 1)
            #expect(changed.status == 200)
            #expect(try await hits(manager.get("\(base)/search?q=wxm")).count == 1)
            let found = try await hits(manager.get("\(base)/search?q=olivia"))
            #expect(found.map { $0["id"]?.text } == [place.own.description])
        }
    }

    @Test func `what was erased is not found`() async throws {
        let place = try await shop()
        func count() throws -> String {
            try testDatabase.psql(
                """
                begin;
                select from app.enter('\(place.company.id)', '\(place.company.id)', 'manager', '');
                select count(*) from app.search('wxm', '{customer,contact,interaction}', 20);
                commit;
                """
            )
        }
        #expect(try count().contains("2"))
        _ = try await testDatabase.operator.withCompany(place.company.id, as: .operator) { transaction in
            try await transaction.eraseEverything()
        }
        #expect(try !count().contains("2"))
    }
}
