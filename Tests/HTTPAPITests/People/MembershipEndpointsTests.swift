import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct MembershipEndpointsTests {
    @Test func `a leader adds, changes and ends a membership`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/memberships"
            let added = try await manager.post(
                path,
                [
                    "name": "李雷", "email": .string("\(Factory.word())@people.example"), "role": "agent",
                    "locale": "zh-CN", "task_capacity": 12,
                ]
            )
            #expect(added.status == 201)
            let person = try added.text("person_id")
            #expect(added.headers[.location] == "\(path)/\(person)")
            #expect(added.headers[.eTag] == "\"1\"")
            let member = "\(path)/\(person)"
            let read = try await manager.get(member)
            #expect(read.body == added.body)
            #expect(
                try read.json.members.map(\.name) == [
                    "person_id", "name", "role", "locale", "task_capacity", "state", "version", "created_at",
                    "updated_at",
                ]
            )
            let changed = try await manager.patch(member, ["name": "Li Lei", "task_capacity": .null], version: 1)
            #expect(try changed.status == 200 && changed.text("name") == "Li Lei")
            #expect(try changed.json["task_capacity"] == nil && changed.json["version"] == 2)
            #expect(try await manager.patch(member, ["name": "Li"], version: 1).status == 412)
            #expect(try await manager.ask(.delete, member, headers: [.ifMatch: "\"2\""]).status == 204)
            let ended = try await manager.get(member)
            #expect(try ended.text("state") == "ended" && ended.json["ended_at"] != nil)
        }
    }

    @Test func `somebody who is a member already is refused, and one who left comes back`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/memberships"
            let body: JSON = ["name": "Ann", "email": .string("\(Factory.word())@people.example"), "role": "agent"]
            let first = try await manager.post(path, body)
            let again = try await manager.post(path, body)
            #expect(try again.status == 409 && again.code == "membership.exists")
            let person = try first.text("person_id")
            _ = try await manager.ask(.delete, "\(path)/\(person)", headers: [.ifMatch: "\"1\""])
            let back = try await manager.post(path, body)
            #expect(try back.status == 201 && back.text("person_id") == person)
        }
    }

    @Test func `a manager makes no managers, and the last owner stays`() async throws {
        let company = try await Factory.company()
        let owner = try await Factory.member(of: company.id, .owner)
        try await TestAPI.run { client in
            let (managing, owning) = (try await client.caller(company.manager), try await client.caller(owner))
            let path = "/v1/companies/\(company.id)/memberships"
            let body: JSON = ["name": "Ann", "email": .string("\(Factory.word())@people.example"), "role": "manager"]
            let refused = try await managing.post(path, body)
            #expect(try refused.status == 403 && refused.code == "permission.not_held.roles.write")
            #expect(try await owning.post(path, body).status == 201)
            let me = "\(path)/\(try #require(owner.person))"
            let last = try await owning.patch(me, ["role": "agent"], version: 1)
            #expect(try last.status == 409 && last.code == "membership.last_owner")
            #expect(try await owning.ask(.delete, me, headers: [.ifMatch: "\"1\""]).status == 409)
            let second = try await owning.post(
                path,
                ["name": "Bea", "email": .string("\(Factory.word())@people.example"), "role": "owner"]
            )
            #expect(second.status == 201)
            #expect(try await owning.patch(me, ["role": "agent"], version: 1).status == 200)
        }
    }

    @Test func `a list goes on where the page before ended, and each cursor belongs to its list`() async throws {
        let (company, other) = (try await Factory.company(), try await Factory.company())
        for _ in 0..<4 { _ = try await Factory.member(of: company.id, .agent) }
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/memberships"
            var seen: [String] = []
            var cursor: String?
            repeat {
                let reply = try await manager.get("\(path)?limit=3" + (cursor.map { "&cursor=\($0)" } ?? ""))
                #expect(reply.status == 200)
                seen += try reply.json["items"]?.elements.compactMap { $0["person_id"]?.text } ?? []
                cursor = try reply.json["next_cursor"]?.text
            } while cursor != nil
            #expect(seen.count == 7 && Set(seen).count == 7)
            let page = try await manager.get("\(path)?limit=1&role=agent")
            let next = try page.text("next_cursor")
            #expect(try await manager.get("\(path)?limit=1&role=agent&cursor=\(next)").status == 200)
            #expect(try await manager.get("\(path)?limit=1&cursor=\(next)").status == 400)
            #expect(try await manager.get("\(path)?limit=1&role=agent&cursor=\(next)x").status == 400)
            let stranger = try await client.caller(other.manager)
            let theirs = "/v1/companies/\(other.id)/memberships?limit=1&role=agent&cursor=\(next)"
            #expect(try await stranger.get(theirs).status == 400)
        }
    }

    @Test func `limits are kept within 1 and 200`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/memberships"
            for wrong in ["0", "-1", "x", "", "1&limit=2"] {
                #expect(try await manager.get("\(path)?limit=\(wrong)").status == 422, "\(wrong)")
            }
            #expect(try await manager.get("\(path)?limit=100000").status == 200)
        }
    }
}
