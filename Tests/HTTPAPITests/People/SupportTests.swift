import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// The agency's people act inside a company for some hours and under the owner's eyes, or by a place that the company gave.
@Suite(.database) struct SupportTests {
    /// A company, its owner, and somebody of its agency.
    private struct Place {
        let company: StaffedCompany
        let owner: Caller
        let helper: Caller
        let person: Person

        var path: String { "/v1/companies/\(company.id)/" }
        var hosted: String { "/v1/agency/companies/\(company.id)/" }
        var grants: String { path + "support-grants" }

        /// A body that gives the helper something.
        func grant(_ permissions: JSON, hours: JSON = 2) -> JSON {
            ["email": .string(person.email), "permissions": permissions, "reason": "An import fails", "hours": hours]
        }
    }

    private func stage(_ client: any TestClientProtocol) async throws -> Place {
        let company = try await Factory.company()
        let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
        let helper = try await client.agencyCaller(company.agency)
        let person = try await database.withHosting { hosting in
            let secret = try #require(helper.key.flatMap(APIKeySecret.init))
            let id = try #require(try await hosting.credential(hash: secret.hash)?.person)
            return try #require(try await hosting.person(id))
        }
        return Place(company: company, owner: owner, helper: helper, person: person)
    }

    /// The same person with another key, of whom this process remembers nothing.
    private func again(_ place: Place, _ client: any TestClientProtocol) async throws -> Caller {
        try testDatabase.psql("update app.api_keys set revoked_at = now() where person_id = '\(place.person.id)'")
        return try await client.caller(bearer: .person(place.person.id))
    }

    private func events(_ place: Place, _ question: String) throws -> String {
        try testDatabase.psql(
            """
            select string_agg(concat_ws(' ', action, entity, role, person_id = '\(place.person.id)'), ', ' order by id)
            from app.audit_events where company_id = '\(place.company.id)' and \(question)
            """
        )
    }

    @Test func `what was asked for and approved lets in, marked in the audit, until it is ended`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            #expect(try await place.helper.get(place.path + "customers").status == 404)
            let wish: JSON = [
                "permissions": ["customers:read", "customers:write"], "reason": "An import fails", "hours": 2,
            ]
            let asked = try await place.helper.post(place.hosted + "support-grants", wish)
            #expect(try asked.status == 201 && asked.text("state") == "asked")
            let location = try #require(asked.headers[.location])
            #expect(try await place.helper.get(location).body == asked.body)
            #expect(try await again(place, client).get(place.path + "customers").status == 404)

            let grant = try place.grants + "/" + asked.text("id")
            #expect(try await place.owner.get(grant).body == asked.body)
            let given = try await place.owner.post(grant + "/approval")
            #expect(try given.status == 200 && given.text("state") == "live" && given.json["given_by"] != nil)
            let twice = try await place.owner.post(grant + "/approval")
            #expect(try twice.status == 409 && twice.code == "support_grant.not_asked")
            #expect(try await place.owner.get(place.grants + "?state=live").json["items"]?.elements.count == 1)

            let helper = try await again(place, client)
            let made = try await helper.post(place.path + "customers", ["name": "Lin"])
            #expect(made.status == 201)
            #expect(try await helper.get(place.path + "customers/" + made.text("id")).status == 200)
            let narrow = try await helper.get(place.path + "memberships")
            #expect(try narrow.status == 403 && narrow.code == "forbidden")
            #expect(try await helper.get(place.path + "me/permissions").text("role") == "support")
            #expect(try await helper.get("/v1/me/memberships").json["items"]?.elements == [])
            let under = "support_grant_id = '\(try asked.text("id"))'"
            #expect(
                try events(place, under) == """
                    key.use api_keys support t, support.enter support_grants support t, \
                    insert customers support t, support.read getCustomer support t, \
                    support.read listMyPermissions support t
                    """
            )
            let marked = try await place.owner.get(place.path + "audit-events?support_grant_id=" + asked.text("id"))
            #expect(try marked.json["items"]?.elements.count == 5)
            #expect(try await place.owner.ask(.delete, grant).status == 204)
            #expect(try await place.owner.get(grant).text("state") == "ended")
            // The database knows at once, though this process remembers for five seconds who the key is.
            #expect(try await helper.get(place.path + "customers").status == 404)
            #expect(try await helper.post(place.path + "customers", ["name": "Wang"]).status == 404)
        }
    }

    @Test func `a grant ends by the clock, also in the database`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            let given = try await place.owner.post(place.grants, place.grant(["customers:read"]))
            #expect(try given.status == 201 && given.text("state") == "live")
            #expect(try await place.owner.get(try #require(given.headers[.location])).body == given.body)
            let helper = try await again(place, client)
            #expect(try await helper.get(place.path + "customers").status == 200)
            try testDatabase.psql(
                """
                update app.support_grants set given_at = given_at - interval '3 hours', expires_at = expires_at - interval '3 hours'
                where id = '\(try given.text("id"))'
                """
            )
            #expect(try await helper.get(place.path + "customers").status == 404)
            #expect(try await again(place, client).get(place.path + "customers").status == 404)
            #expect(try await place.owner.get(place.grants + "?state=ended").json["items"]?.elements.count == 1)
            let principal = Principal(
                person: nil,
                role: .support,
                permissions: [.customersRead],
                support: .init(grant: try #require(SupportGrant.ID(given.text("id"))), person: place.person.id)
            )
            await #expect(throws: (any Error).self) {
                try await database.readCompany(place.company.id, as: principal) { try await $0.supportGrants(limit: 1) }
            }
        }
    }

    @Test func `nothing is given with which somebody would stay, or more than is held, or for longer than a day`()
        async throws
    {
        try await TestAPI.run { client in
            let place = try await stage(client)
            for word in Permission.outlasting {
                let refused = try await place.owner.post(place.grants, place.grant([.string(word.rawValue)]))
                #expect(refused.status == 422, "\(word.rawValue)")
            }
            for hours: JSON in [0, 25] {
                #expect(
                    try await place.owner.post(place.grants, place.grant(["work:read"], hours: hours)).status == 422
                )
            }
            #expect(try await place.owner.post(place.grants, place.grant([])).status == 422)
            let manager = try await client.caller(place.company.manager)
            #expect(try await manager.get(place.grants).status == 403)
            let clerk = try await client.caller(try await Factory.member(of: place.company.id, only: .supportWrite))
            let more = try await clerk.post(place.grants, place.grant(["work:read"]))
            #expect(try more.status == 403 && more.code == "permission.not_held.work.read")
            let asked = try await place.helper.post(
                place.hosted + "support-grants",
                ["permissions": ["work:read"], "reason": "x", "hours": 24]
            )
            let approval = try await clerk.post(place.grants + "/" + asked.text("id") + "/approval")
            #expect(try approval.status == 403 && approval.code == "permission.not_held.work.read")
            let second = try await place.owner.post(place.grants, place.grant(["work:read"]))
            #expect(try second.status == 409 && second.code == "support_grant.already")
            #expect(try await place.helper.ask(.delete, try #require(asked.headers[.location])).status == 204)
            let dead = try await place.owner.post(place.grants + "/" + asked.text("id") + "/approval")
            #expect(try dead.status == 409 && dead.code == "support_grant.not_asked")
        }
    }

    @Test func `a wish that nobody answered for a week lapses`() async throws {
        try await TestAPI.run { client in
            let place = try await stage(client)
            let wish: JSON = ["permissions": ["work:read"], "reason": "x", "hours": 1]
            let asked = try await place.helper.post(place.hosted + "support-grants", wish)
            try testDatabase.psql(
                "update app.support_grants set asked_at = asked_at - interval '7 days' where id = '\(try asked.text("id"))'"
            )
            let late = try await place.owner.post(place.grants + "/" + asked.text("id") + "/approval")
            #expect(try late.status == 409 && late.code == "support_grant.not_asked")
            #expect(try await place.helper.post(place.hosted + "support-grants", wish).status == 201)
        }
    }

    @Test func `a grant is for the agency that hosts the company, and as long as somebody works for it`() async throws {
        try await TestAPI.run { client in
            let (place, other) = (try await stage(client), try await stage(client))
            let wish: JSON = ["permissions": ["work:read"], "reason": "x", "hours": 1]
            #expect(try await other.helper.post(place.hosted + "support-grants", wish).status == 404)
            #expect(try await other.helper.get(place.hosted + "support-grants").status == 404)
            let stranger = try await place.owner.post(place.grants, other.grant(["work:read"]))
            #expect(try stranger.status == 422 && stranger.code == "support_grant.person_unknown")
            #expect(try await place.owner.post(place.grants, place.grant(["work:read"])).status == 201)
            #expect(try await again(place, client).get(place.path + "tasks").status == 200)
            try testDatabase.psql("delete from app.agency_members where person_id = '\(place.person.id)'")
            #expect(try await again(place, client).get(place.path + "tasks").status == 404)
        }
    }

    @Test func `an agency gives none of its people a place, the company itself may`() async throws {
        try await TestAPI.run { client in
            let (place, other) = (try await stage(client), try await stage(client))
            for person in [place.person, other.person] {
                let member: JSON = ["name": "Me", "email": .string(person.email), "role": "owner"]
                let refused = try await place.helper.post(place.hosted + "memberships", member)
                #expect(try refused.status == 403 && refused.code == "membership.works_for_agency")
            }
            let newcomer = "\(Factory.word())@people.example"
            let placed: JSON = ["name": "Ann", "email": .string(newcomer), "role": "agent"]
            #expect(try await place.helper.post(place.hosted + "memberships", placed).status == 201)
            #expect(
                try events(place, "entity = 'memberships' and person_id is not null") == "insert memberships owner t"
            )
            let member: JSON = ["name": "Me", "email": .string(place.person.email), "role": "auditor"]
            #expect(try await place.owner.post(place.path + "memberships", member).status == 201)
            #expect(try await again(place, client).get(place.path + "me/permissions").text("role") == "auditor")
            let needless = try await place.owner.post(place.grants, place.grant(["work:read"]))
            #expect(try needless.status == 409 && needless.code == "support_grant.has_place")
        }
    }
}
