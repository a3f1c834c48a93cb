import Domain
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct SignInRetentionTests {
    @Test func `the worker forgets what happened to logins more than 400 days ago, however much it is`() async throws {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Wang", email: "\(Factory.word())@people.example", locale: .chinese)
        }
        try testDatabase.psql(
            """
            insert into app.sign_ins (id, person_id, deed, network, user_agent)
            select app.uuid_v7_floor(now() - interval '401 days' - n * interval '1 second'), '\(person.id)', 'refused', '', ''
            from generate_series(1, 25000) n
            """
        )
        try testDatabase.psql(
            """
            insert into app.sign_ins (id, person_id, deed, network, user_agent)
            values (app.uuid_v7_floor(now() - interval '399 days'), '\(person.id)', 'signed_in', '', '')
            """
        )
        try await withWorkers([]) {
            try await eventually("only what is young is left") {
                try testDatabase.psql("select string_agg(deed, ',') from app.sign_ins") == "signed_in"
            }
        }
    }
}
