import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct TeamEndpointsTests {
    @Test func `teams form a tree that has no circle`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            let top = try await manager.post(path, ["name": "East"]).text("id")
            let below = try await manager.post(path, ["name": "Shanghai", "parent_id": .string(top)]).text("id")
            let circle = try await manager.patch("\(path)/\(top)", ["parent_id": .string(below)], version: 1)
            #expect(try circle.status == 422 && circle.code == "team.tree")
            let own = try await manager.patch("\(path)/\(top)", ["parent_id": .string(top)], version: 1)
            #expect(own.status == 422)
            let moved = try await manager.patch("\(path)/\(below)", ["parent_id": .null, "name": "Pudong"], version: 1)
            #expect(try moved.status == 200 && moved.json["parent_id"] == nil && moved.text("name") == "Pudong")
            let list = try await manager.get(path)
            #expect(try list.json["items"]?.elements.compactMap { $0["name"]?.text } == ["East", "Pudong"])
        }
    }

    @Test func `names are unique, and a team in use stays`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            let team = try await manager.post(path, ["name": "East"]).text("id")
            let same = try await manager.post(path, ["name": "East"])
            #expect(try same.status == 409 && same.code == "team.name_taken")
            let member = "/v1/companies/\(company.id)/memberships/\(try #require(company.agent.person))"
            #expect(try await manager.patch(member, ["team_id": .string(team)], version: 1).status == 200)
            let used = try await manager.ask(.delete, "\(path)/\(team)", headers: [.ifMatch: "\"1\""])
            #expect(try used.status == 409 && used.code == "team.in_use")
            #expect(try await manager.patch(member, ["team_id": .null], version: 2).status == 200)
            #expect(try await manager.ask(.delete, "\(path)/\(team)", headers: [.ifMatch: "\"1\""]).status == 204)
            #expect(try await manager.get("\(path)/\(team)").status == 404)
        }
    }

    @Test func `another company's team is no team`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let (we, they) = (try await client.caller(ours.manager), try await client.caller(theirs.manager))
            let team = try await they.post("/v1/companies/\(theirs.id)/teams", ["name": "East"]).text("id")
            let path = "/v1/companies/\(ours.id)"
            #expect(try await we.get("\(path)/teams/\(team)").status == 404)
            let below = try await we.post("\(path)/teams", ["name": "West", "parent_id": .string(team)])
            #expect(try below.status == 422 && below.code == "team.unknown")
            let member = "\(path)/memberships/\(try #require(ours.agent.person))"
            let joined = try await we.patch(member, ["team_id": .string(team)], version: 1)
            #expect(try joined.status == 422 && joined.code == "team.unknown")
        }
    }
}
