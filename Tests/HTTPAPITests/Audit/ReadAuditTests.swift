import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Who reads what is personal to those whom a company serves is noted, without any of it.
@Suite(.database) struct ReadAuditTests {
    /// A company with a customer who can be reached, a manager who reads and an owner who looks at the audit.
    private struct Place {
        let company: StaffedCompany
        let manager: Caller
        let owner: Caller
        let customer: String

        var path: String { "/v1/companies/\(company.id)/" }
    }

    private static let phone = "+1 555 0100 4242"
    private static let words = ["lin@reads.example", phone, "prefers mornings", "Secretive"]

    private func stage(_ client: any TestClientProtocol) async throws -> Place {
        let company = try await Factory.company()
        let manager = try await client.caller(company.manager)
        let made = try await manager.post(
            "/v1/companies/\(company.id)/customers",
            [
                "name": "Secretive Lin", "email": "lin@reads.example", "phone": .string(Self.phone),
                "note": "prefers mornings",
            ]
        )
        let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
        return Place(company: company, manager: manager, owner: owner, customer: try made.text("id"))
    }

    /// What the manager read, the oldest first: entity, id and details.
    private func reads(_ place: Place) throws -> [String] {
        try testDatabase.psql(
            """
            select concat_ws(' ', entity, replace(replace(entity_id, '\(place.customer)', 'LIN'), '\(place.company.id)', 'US'), after)
            from app.audit_events where company_id = '\(place.company.id)' and action = 'read' and key_id is not null
                and person_id = '\(try #require(place.company.manager.person))'
            order by id
            """
        ).split(separator: "\n").map(String.init)
    }

    @Test func `a read is noted with who, what and how many, and no value of it`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            let contacts = place.path + "customers/\(place.customer)/contacts"
            for name in ["An", "Bo"] {
                #expect(
                    try await place.manager.post(contacts, ["name": .string(name), "email": "a@b.example"]).status
                        == 201
                )
            }
            #expect(try reads(place) == [])
            let asked = [
                "customers/\(place.customer)", "customers/\(place.customer)/contacts?limit=1",
                "customers?q=Secretive&state=active",
                "search?q=5550100&kind=customer",
            ]
            for path in asked { #expect(try await place.manager.get(place.path + path).status == 200, "\(path)") }
            #expect(
                try reads(place) == [
                    #"customers LIN {"things": 1, "operation": "getCustomer"}"#,
                    #"customers LIN {"things": 1, "operation": "listContacts"}"#,
                    #"customers US {"things": 1, "filters": {"q": true, "state": "active"}, "operation": "listCustomers"}"#,
                    #"search US {"things": 1, "filters": {"q": true, "kind": "customer"}, "operation": "search"}"#,
                ]
            )
            for word in Self.words { #expect(try !reads(place).joined().contains(word), "\(word)") }
            let events = try await place.owner.get(
                place.path + "audit-events?action=read&entity=customers&entity_id=\(place.customer)"
            )
            let items = try events.json["items"]?.elements ?? []
            #expect(items.count == 2 && items.allSatisfy { $0["role"] == "manager" && $0["before"] == nil })
            _ = try await testDatabase.worker.withCompany(place.company.id, as: .worker) { try await $0.sealAudit() }
            let report = try await place.owner.get(place.path + "audit-verification")
            #expect(try report.json["faults"] == [])
        }
    }

    @Test func `the same answer is noted once an hour, another answer or another reader at once`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            let path = place.path + "customers/\(place.customer)"
            for _ in 0..<3 { #expect(try await place.manager.get(path).status == 200) }
            #expect(try reads(place).count == 1)
            #expect(try await place.owner.get(path).status == 200)
            #expect(try await place.manager.patch(path, ["phone": "+1 555 0100 0001"], version: 1).status == 200)
            for _ in 0..<3 { #expect(try await place.manager.get(path).status == 200) }
            #expect(try reads(place).count == 2)
            let second = try await client.caller(place.company.manager)
            #expect(try await second.get(path).status == 200)
            #expect(try reads(place).count == 3)
        }
    }

    @Test func `what shows nothing is not noted`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            #expect(try await place.manager.get(place.path + "customers?q=nobody").status == 200)
            #expect(try await place.manager.get(place.path + "customers/\(Customer.ID.make())").status == 404)
            #expect(try await place.manager.get(place.path + "teams").status == 200)
            #expect(try reads(place) == [])
        }
    }

    @Test func `what cannot be noted is not shown`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            try testDatabase.psql(
                """
                create function public.refuse_note() returns trigger language plpgsql as $$ begin
                    raise exception 'no room' using errcode = '53100'; end $$;
                create trigger refuse_note before insert on app.audit_events for each row
                    when (new.action = 'read' and new.entity_id = '\(place.customer)') execute function public.refuse_note()
                """
            )
            let refused = try await place.manager.get(place.path + "customers/\(place.customer)")
            #expect(refused.status >= 500)
            for word in Self.words { #expect(!String(decoding: refused.body, as: UTF8.self).contains(word)) }
            try testDatabase.psql("drop trigger refuse_note on app.audit_events; drop function public.refuse_note()")
            #expect(try await place.manager.get(place.path + "customers/\(place.customer)").status == 200)
            #expect(try reads(place).count == 1)
        }
    }

    /// By hand, beside the declarations: what of an answer is personal, for every operation that reads in a company.
    @Test func `these fields are personal, and the document says so`() throws {
        let person: Set = ["items.email", "items.phone", "items.note"]
        let said: Set = ["items.summary", "items.asked_for", "items.promised"]
        let listed: [String: Set<String>] = [
            "listCustomers": person, "listContacts": person.subtracting(["items.note"]), "listInteractions": said,
            "search": ["items.text"], "listImportRejects": ["items.text"],
            "listAuditEvents": ["items.before", "items.after"],
        ]
        let single = [
            "getCustomer": "listCustomers", "getContact": "listContacts", "getInteraction": "listInteractions",
            "getAuditEvent": "listAuditEvents",
        ]
        var expected = listed
        for (one, list) in single {
            expected[one] = Set((listed[list] ?? []).map { String($0.dropFirst("items.".count)) })
        }

        var found: [String: Set<String>] = [:]
        for endpoint in Routes.all where endpoint.root == .company && endpoint.method == .get {
            let personal = Self.personal(endpoint.output?.schema() ?? .null)
            if !personal.isEmpty { found[endpoint.id] = personal }
            #expect(endpoint.isNoted != personal.isEmpty, "\(endpoint.id)")
        }
        #expect(found == expected)
    }

    /// The paths of the properties that a schema marks.
    private static func personal(_ schema: JSON, _ path: String = "") -> Set<String> {
        var found: Set<String> = []
        if case .object(let properties)? = schema["properties"] {
            for property in properties {
                let place = path + property.name
                if property.value["x-personal"] == true { found.insert(place) }
                found.formUnion(personal(property.value["items"] ?? property.value, place + "."))
            }
        }
        return found
    }
}
