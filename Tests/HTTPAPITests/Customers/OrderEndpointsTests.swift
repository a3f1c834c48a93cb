import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct OrderEndpointsTests {
    private let order: JSON = [
        "number": "A-1", "ordered_at": "2026-03-01T23:30:00Z", "amount": ["amount_minor": 1250, "currency": "USD"],
        "lines": [
            ["product": "Tea", "quantity": 2, "amount": ["amount_minor": 1000, "currency": "USD"]],
            ["product": "Cup"],
        ],
    ]

    private func customer(of company: StaffedCompany) throws -> Customer.ID {
        let id = Customer.ID.make()
        try testDatabase.psql(
            "insert into app.customers (company_id, id, name) values ('\(company.id)', '\(id)', 'C')"
        )
        return id
    }

    @Test func `an order is recorded once, with its lines`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai"), other = try await Factory.company()
        let customer = try customer(of: company), stranger = try self.customer(of: other)
        let order = order
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/\(customer)/orders"

            let recorded = try await manager.post(path, order)
            let again = try await manager.post(path, order)
            let list = try await manager.get(path)

            #expect(recorded.status == 201)
            #expect(try recorded.text("source") == "api")
            #expect(try recorded.text("ordered_on") == "2026-03-02")
            #expect(try recorded.json["lines"]?.elements.map { $0["product"]?.text } == ["Tea", "Cup"])
            #expect(try recorded.json["lines"]?.elements[0]["amount"]?["amount_minor"] == 1000)
            #expect(try again.text("id") == recorded.text("id"))
            #expect(try list.json["items"]?.elements.count == 1)
            #expect(try list.json["items"]?.elements[0]["lines"] == recorded.json["lines"])
            let read = try await manager.get(try #require(recorded.headers[.location]))
            #expect(try read.json["lines"] == recorded.json["lines"])
            #expect(
                try await manager.post("/v1/companies/\(company.id)/customers/\(stranger)/orders", order).status == 404
            )
        }
    }

    /// A field of the order, what is sent in it, and what that is answered with.
    private static let changes: [(field: String, value: JSON, status: Int, code: String)] = [
        ("amount", ["amount_minor": 1250, "currency": "CNY"], 422, "order.currency"),
        ("amount", ["amount_minor": 1251, "currency": "USD"], 409, "order.number_taken"),
        ("quantity", 3, 409, "order.number_taken"),
        ("ordered_at", "2026-03-01T23:30:01Z", 409, "order.number_taken"),
        ("lines", [["product": "Cup"]], 409, "order.number_taken"),
    ]

    @Test(arguments: changes)
    func `a number that is taken and another currency are refused`(
        _ change: (field: String, value: JSON, status: Int, code: String)
    ) async throws {
        let company = try await Factory.company()
        let customer = try customer(of: company)
        let order = order
        let changed = JSON.object(
            order.members.filter { $0.name != change.field }
                + [JSON.Member(name: change.field, value: change.value)]
        )
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/\(customer)/orders"
            #expect(try await manager.post(path, order).status == 201)

            let refused = try await manager.post(path, changed)

            #expect(refused.status == change.status)
            #expect(try refused.code == change.code)
        }
    }

    @Test func `offers come with reasons in the reader's language`() async throws {
        let company = try await Factory.company()
        let customer = try customer(of: company)
        try testDatabase.psql(
            """
            insert into app.product_pairs (
                company_id, product, offered, together_days, product_days, offered_days, all_days, computed_on
            ) values ('\(company.id)', 'Cup', 'Pot', 5, 10, 8, 100, current_date)
            """
        )
        let order = order
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/\(customer)"
            _ = try await manager.post("\(path)/orders", order)

            let offers = try await manager.get("\(path)/offers")
            let chinese = try await manager.get("\(path)/offers", headers: [.acceptLanguage: "zh-CN"])
            let counting = try await manager.post("/v1/companies/\(company.id)/product-pairs")

            let offer = try #require(try offers.json["offers"]?.elements.first)
            #expect(offer["product"] == "Pot" && offer["because"] == "Cup")
            #expect(offer["confidence"] == .number(0.5))
            #expect(offer["lift"] == .number(6.25))
            #expect(offer["bought_on"] == "2026-03-01")
            #expect(offer["reason"]?.text?.hasPrefix("Bought Cup on 2026-03-01") == true)
            #expect(try chinese.json["offers"]?.elements.first?["reason"]?.text?.contains("购买了Cup") == true)
            #expect(counting.status == 202)
        }
    }
}
