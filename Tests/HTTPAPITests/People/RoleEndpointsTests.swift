import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct RoleEndpointsTests {
    private func newcomer(_ members: JSON) -> JSON {
        guard case .object(let given) = members else { return members }
        let email: JSON = .string("\(Factory.word())@people.example")
        return .object([.init(name: "name", value: "Ann"), .init(name: "email", value: email)] + given)
    }

    /// Somebody with a role of the company's own, and their key.
    private func member(
        of company: StaffedCompany,
        _ client: any TestClientProtocol,
        may permissions: Set<Permission>,
        base: Role = .manager
    ) async throws -> Caller {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Ann", email: "\(Factory.word())@people.example", locale: .english)
        }
        try await database.withCompany(company.id, as: .operator) { transaction in
            let role = try await transaction.insertRole(
                name: Factory.word(),
                base: base,
                visibility: base.visibility,
                permissions: permissions
            )
            _ = try await transaction.addMembership(
                of: person,
                role: base,
                roleID: role.id,
                team: nil,
                taskCapacity: nil
            )
        }
        return try await client.caller(bearer: .person(person.id))
    }

    @Test func `a role is made, given, changed and taken away`() async throws {
        let company = try await Factory.company()
        let owner = try await Factory.member(of: company.id, .owner)
        try await TestAPI.run { client in
            let caller = try await client.caller(owner)
            let path = "/v1/companies/\(company.id)/"
            let made = try await caller.post(
                path + "roles",
                ["name": "Trainee", "base": "agent", "permissions": ["customers:read"]]
            )
            #expect(made.status == 201 && made.headers[.eTag] == "\"1\"")
            let role = try made.text("id")
            let place = path + "roles/" + role
            #expect(made.headers[.location] == place)
            #expect(try await caller.get(place).body == made.body)
            #expect(try await caller.get(path + "roles").json["items"]?.elements.count == 1)
            let given = try await caller.post(path + "memberships", newcomer(["role_id": .string(role)]))
            #expect(try given.status == 201 && given.text("role") == "agent" && given.text("role_id") == role)
            let changed = try await caller.patch(place, ["permissions": ["customers:read", "work:read"]], version: 1)
            #expect(try changed.status == 200 && changed.json["permissions"]?.elements.count == 2)
            #expect(try await caller.patch(place, ["name": "Other"], version: 1).status == 412)
            let used = try await caller.ask(.delete, place, headers: [.ifMatch: "\"2\""])
            #expect(try used.status == 409 && used.code == "role.in_use")
            let person = try given.text("person_id")
            let plain = try await caller.patch(path + "memberships/" + person, ["role": "auditor"], version: 1)
            #expect(try plain.status == 200 && plain.text("role") == "auditor" && plain.json["role_id"] == nil)
            #expect(try await caller.ask(.delete, place, headers: [.ifMatch: "\"2\""]).status == 204)
            #expect(try await caller.get(place).status == 404)
        }
    }

    @Test func `what a role cannot be is refused`() async throws {
        let (company, other) = (try await Factory.company(), try await Factory.company())
        let owner = try await Factory.member(of: company.id, .owner)
        let foreign = try await database.withCompany(other.id, as: .operator) {
            try await $0.insertRole(name: "Theirs", base: .agent, visibility: .own, permissions: [])
        }
        try await TestAPI.run { client in
            let caller = try await client.caller(owner)
            let path = "/v1/companies/\(company.id)/"
            let least = try await caller.post(path + "roles", ["name": "Nothing", "base": "auditor"])
            #expect(try least.status == 201 && least.json["permissions"]?.elements == [])
            let taken = try await caller.post(path + "roles", ["name": "Nothing", "base": "agent"])
            #expect(try taken.status == 409 && taken.code == "role.name_taken")
            #expect(try await caller.post(path + "roles", ["name": "Boss", "base": "owner"]).status == 422)
            for word: JSON in ["customers:fly", "agency:write", "self:read", "staff:write"] {
                let body: JSON = ["name": "Wrong", "base": "agent", "permissions": [word]]
                #expect(try await caller.post(path + "roles", body).status == 422)
            }
            for wrong: JSON in [[:], ["role": "agent", "role_id": .string(try least.text("id"))]] {
                let refused = try await caller.post(path + "memberships", newcomer(wrong))
                #expect(try refused.status == 422 && refused.code == "membership.one_role")
            }
            let theirs = try await caller.post(
                path + "memberships",
                newcomer(["role_id": .string(foreign.id.description)])
            )
            #expect(try theirs.status == 422 && theirs.code == "role.unknown")
        }
    }

    @Test func `somebody may what their company's role says, and reads so`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let trainee = try await member(of: company, client, may: [.customersRead, .workRead], base: .agent)
            let path = "/v1/companies/\(company.id)/"
            #expect(try await trainee.get(path + "customers").status == 200)
            let write = try await trainee.post(path + "customers", ["name": "Lin", "kind": "person"])
            #expect(try write.status == 403 && write.code == "forbidden")
            #expect(try write.text("detail").contains("customers:write"))
            #expect(try await trainee.get(path + "memberships").status == 403)
            #expect(try await trainee.get("/v1/me/worklist").status == 200)
            let mine = try await trainee.get(path + "me/permissions").json
            #expect(mine["role"]?.text == "agent" && mine["role_name"]?.text != nil)
            #expect(
                mine["permissions"]?.elements.compactMap(\.text) == [
                    "customers:read", "self:read", "self:write", "work:read",
                ]
            )
            for item in mine["items"]?.elements ?? [] {
                let isListed = ["customers:read", "work:read", "self:read"].contains(item["scope"]?.text)
                #expect(item["reason"]?.text == (isListed ? "granted" : "role_lacks"), "\(item)")
            }
        }
    }

    @Test func `nobody gives or takes what they do not hold, by whatever way`() async throws {
        let company = try await Factory.company()
        let clerk: Set<Permission> = [.peopleRead, .peopleWrite, .rolesRead, .rolesWrite, .keysWrite, .customersRead]
        let manager = try #require(company.manager.person)
        let wide = try await database.withCompany(company.id, as: .operator) {
            try await $0.insertRole(
                name: "Wide",
                base: .agent,
                visibility: .own,
                permissions: [.customersRead, .customersWrite]
            )
        }
        try await TestAPI.run { client in
            let caller = try await member(of: company, client, may: clerk)
            let path = "/v1/companies/\(company.id)/"
            let missing = "permission.not_held.customers.write"
            func expect(_ reply: Reply, _ code: String) throws {
                #expect(try reply.status == 403 && reply.code == code)
            }
            let made: JSON = ["name": "A", "base": "agent", "permissions": ["customers:read", "customers:write"]]
            try expect(try await caller.post(path + "roles", made), missing)
            let narrow = try await caller.post(
                path + "roles",
                ["name": "B", "base": "agent", "permissions": ["customers:read"]]
            )
            #expect(narrow.status == 201)
            let wider: JSON = ["permissions": ["customers:read", "customers:write"]]
            try expect(try await caller.patch(path + "roles/" + narrow.text("id"), wider, version: 1), missing)
            try expect(try await caller.patch(path + "roles/\(wide.id)", ["permissions": []], version: 1), missing)
            try expect(try await caller.ask(.delete, path + "roles/\(wide.id)", headers: [.ifMatch: "\"1\""]), missing)
            let company = "permission.not_held.company.read"
            try expect(try await caller.post(path + "memberships", newcomer(["role": "agent"])), company)
            try expect(
                try await caller.post(path + "memberships", newcomer(["role_id": .string(wide.id.description)])),
                missing
            )
            let added = try await caller.post(path + "memberships", newcomer(["role_id": .string(narrow.text("id"))]))
            #expect(added.status == 201)
            let place = path + "memberships/" + (try added.text("person_id"))
            try expect(try await caller.patch(place, ["role": "owner"], version: 1), "permission.not_held.audit.read")
            try expect(
                try await caller.patch(place, ["role_id": .string(wide.id.description)], version: 1),
                missing
            )
            let boss = path + "memberships/\(manager)"
            let demotion: JSON = ["role_id": .string(try narrow.text("id"))]
            try expect(try await caller.patch(boss, demotion, version: 1), company)
            try expect(try await caller.ask(.delete, boss, headers: [.ifMatch: "\"1\""]), company)
            try expect(try await caller.post(path + "integration-keys", ["name": "Till"]), company)
            try expect(
                try await caller.post(path + "integration-keys", ["name": "Till", "scopes": ["customers:write"]]),
                missing
            )
            let till: JSON = ["name": "Till", "scopes": ["customers:read"]]
            #expect(try await caller.post(path + "integration-keys", till).status == 201)
        }
    }

    @Test func `what grants is given by those only who may write roles`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/memberships"
            #expect(try await manager.post(path, newcomer(["role": "agent"])).status == 201)
            let equal = try await manager.post(path, newcomer(["role": "manager"]))
            #expect(try equal.status == 403 && equal.code == "permission.not_held.roles.write")
            let auditor = try await manager.post(path, newcomer(["role": "auditor"]))
            #expect(try auditor.status == 403 && auditor.code == "permission.not_held.audit.read")
        }
    }

    @Test func `a key with scopes gives no more than they cover, in a company and for its agency`() async throws {
        let company = try await Factory.company()
        let owner = try await Factory.member(of: company.id, .owner)
        try await TestAPI.run { client in
            func scoped(_ caller: Caller, _ scopes: JSON) async throws -> Caller {
                let issued = try await caller.post("/v1/me/keys", ["name": "Scoped", "scopes": scopes])
                return Caller(client: client, key: try issued.text("secret"))
            }
            let path = "/v1/companies/\(company.id)/"
            let hand = try await scoped(try await client.caller(owner), ["people:write", "keys:write", "roles:write"])
            let staffed = try await hand.post(path + "memberships", newcomer(["role": "agent"]))
            #expect(try staffed.status == 403 && staffed.code == "permission.not_held.company.read")
            let role: JSON = ["name": "R", "base": "agent", "permissions": ["work:read"]]
            let made = try await hand.post(path + "roles", role)
            #expect(try made.status == 403 && made.code == "permission.not_held.work.read")
            let key = try await hand.post(path + "integration-keys", ["name": "Till", "scopes": ["work:read"]])
            #expect(try key.status == 403 && key.code == "key.scope_not_held")

            let operating = try await client.agencyCaller(company.agency)
            let issued = try await database.withHosting { hosting in
                let bearer = try await hosting.credential(hash: APIKeySecret(try #require(operating.key))!.hash)!.bearer
                return try await hosting.issueKey(
                    to: bearer,
                    name: "Scoped",
                    expiresAt: nil,
                    scopes: [KeyScope(rawValue: "staff:write")!]
                )
            }
            let agency = Caller(client: client, key: issued.secret.text)
            let hosted = "/v1/agency/companies/\(company.id)/memberships"
            let refused = try await agency.post(hosted, newcomer(["role": "agent"]))
            #expect(try refused.status == 403 && refused.code == "permission.not_held.company.read")
            #expect(try await operating.post(hosted, newcomer(["role": "owner"])).status == 201)
        }
    }
}
