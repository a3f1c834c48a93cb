import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Each kind of deed that an audit must hold is there, with the person who did it.
@Suite(.database) struct AuditedDeedsTests {
    private func deeds(_ company: StaffedCompany, by person: Principal, _ entities: String) throws -> String {
        try testDatabase.psql(
            """
            select string_agg(action || ' ' || entity, ', ' order by id) from app.audit_events
            where company_id = '\(company.id)' and person_id = '\(try #require(person.person))' and entity in (\(entities))
            """
        )
    }

    @Test func `places, roles, keys and their ends are permission changes of the audit`() async throws {
        try await TestAPI.run { client in
            let company = try await Factory.company()
            let principal = try await Factory.member(of: company.id, .owner)
            let owner = try await client.caller(principal)
            let path = "/v1/companies/\(company.id)/"
            let role = try await owner.post(path + "roles", ["name": "Trainee", "base": "agent"]).text("id")
            let granted: JSON = ["permissions": ["customers:read"]]
            #expect(try await owner.patch(path + "roles/\(role)", granted, version: 1).status == 200)
            let member = path + "memberships/\(try #require(company.agent.person))"
            #expect(try await owner.patch(member, ["role_id": .string(role)], version: 1).status == 200)
            #expect(try await owner.ask(.delete, member, headers: [.ifMatch: "\"2\""]).status == 204)
            #expect(
                try deeds(company, by: principal, "'roles', 'memberships'")
                    == "insert roles, update roles, update memberships, update memberships"
            )
            let changed = try testDatabase.psql(
                """
                select concat_ws(' -> ', before ->> 'permissions', after ->> 'permissions') from app.audit_events
                where company_id = '\(company.id)' and entity = 'roles' and action = 'update'
                """
            )
            #expect(changed == #"[] -> ["customers:read"]"#)

            let issued = try await owner.post(path + "integration-keys", ["name": "Shop"])
            let key = try #require(issued.json["key"]?["id"]?.text)
            #expect(try await owner.ask(.delete, path + "integration-keys/\(key)").status == 204)
            let keys = try testDatabase.psql(
                """
                select string_agg(action, ' ' order by id) from app.audit_events
                where company_id = '\(company.id)' and entity = 'api_keys' and entity_id = '\(key)'
                """
            )
            #expect(keys == "key.issue key.revoke")
        }
    }
}
