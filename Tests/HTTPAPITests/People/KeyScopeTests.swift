import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct KeyScopeTests {
    private func issue(_ caller: Caller, _ scopes: JSON?) async throws -> Reply {
        var members: [JSON.Member] = [.init(name: "name", value: "Scoped")]
        if let scopes { members.append(.init(name: "scopes", value: scopes)) }
        return try await caller.post("/v1/me/keys", .object(members))
    }

    @Test func `a key does what its scopes say, and never more than its bearer may`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let agent = try await client.caller(company.agent)
            let issued = try await issue(agent, ["customers:read", "self:write"])
            let scoped = Caller(client: client, key: try issued.text("secret"))
            let path = "/v1/companies/\(company.id)/"
            #expect(try await scoped.get(path + "customers").status == 200)
            let write = try await scoped.post(path + "customers", ["name": "Lin", "kind": "person"])
            #expect(try write.status == 403 && write.code == "key.scope")
            #expect(try await scoped.get(path + "tasks").status == 403)
            let team = try await scoped.post(path + "teams", ["name": "East"])
            #expect(try team.status == 403 && team.code == "forbidden")
        }
    }

    @Test func `nobody gives a key a scope that they do not hold`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let agent = try await client.caller(company.agent)
            let issued = try await issue(agent, ["self:write", "customers:read"])
            let scoped = Caller(client: client, key: try issued.text("secret"))
            for wider: JSON? in [nil, ["read"], ["customers:write"]] {
                let refused = try await issue(scoped, wider)
                #expect(try refused.status == 403 && refused.code == "key.scope_not_held")
            }
            #expect(try await issue(agent, ["customers"]).status == 422)
        }
    }

    @Test func `permissions say for every operation whether and why`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let agent = try await client.caller(company.agent)
            let issued = try await issue(agent, ["read"])
            let scoped = Caller(client: client, key: try issued.text("secret"))
            let path = "/v1/companies/\(company.id)/me/permissions"
            for (caller, isScoped) in [(agent, false), (scoped, true)] {
                let items = try await caller.get(path).json["items"]?.elements ?? []
                let endpoints = Routes.all.filter { $0.root == .company }
                #expect(items.count == endpoints.count)
                for (item, endpoint) in zip(items, endpoints) {
                    let expected =
                        !endpoint.roles.contains("agent")
                        ? "role_lacks" : isScoped && endpoint.method != .get ? "key_lacks" : "granted"
                    #expect(item["operation"]?.text == endpoint.id && item["reason"]?.text == expected)
                }
            }
        }
    }
}
