import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Somebody of one company who knows every id of another: each operation answers as it would to an id of nothing.
@Suite(.ownDatabase) struct StrangerTests {
    /// Ids of the company that is to stay unseen, by the name of the collection or the field that would hold them.
    private struct Victim {
        let ids: [String: String]

        /// The collections and fields whose table has another name.
        private static let tables = [
            "memberships": "person_id from app.memberships", "person_id": "person_id from app.memberships",
            "owner_id": "person_id from app.memberships", "assignee_id": "person_id from app.memberships",
            "integration-keys": "id from app.api_keys", "team_id": "id from app.teams",
            "parent_id": "id from app.teams",
            "role_id": "id from app.roles",
            "support_grant_id": "id from app.support_grants",
            "shares": "id from app.customer_shares", "customer_id": "id from app.customers",
        ]

        init(_ names: Set<String>) throws {
            let company = try testDatabase.psql("select tests.host('\(Factory.word())')")
            _ = try testDatabase.psql(
                """
                insert into app.api_keys (integration_company_id, name, prefix, secret_hash)
                values ('\(company)', 'till', left(md5('\(company)'), 8), sha256('\(company)'))
                """
            )
            ids = try names.reduce(into: ["company": company]) { ids, name in
                let source = Self.tables[name] ?? "id from app.\(name.replacing("-", with: "_"))"
                let column = name == "integration-keys" ? "integration_company_id" : "company_id"
                ids[name] = try testDatabase.psql("select \(source) where \(column) = '\(company)' limit 1")
            }
        }
    }

    /// What an operation is asked with.
    private struct Question {
        let endpoint: Endpoint
        let path: String
        let body: JSON?
    }

    /// The collection whose id stands in an operation's path; nil for none.
    private static func collection(_ endpoint: Endpoint) -> String? {
        let parts = endpoint.path.split(separator: "/").map(String.init)
        return parts.firstIndex(of: ":id").map { parts[$0 - 1] }
    }

    /// The fields of an operation's body, and the parameters of its query, that hold ids.
    private static func references(_ endpoint: Endpoint) -> (fields: [String], filters: [String]) {
        var fields: [String] = []
        if case .object(let members)? = endpoint.input?.schema["properties"] {
            fields = members.filter { $0.value["format"] == "uuid" }.map(\.name)
        }
        return (fields, endpoint.filters.filter { $0.schema["format"] == "uuid" }.map(\.name))
    }

    private static let operations = Routes.all.filter { $0.root == .company }

    /// A question that names the ids of `victim`, or ids of nothing.
    private func question(_ endpoint: Endpoint, in company: Company.ID, about victim: Victim?) -> Question {
        func id(_ name: String) -> String { victim?.ids[name] ?? UUID().uuidString.lowercased() }
        var path = endpoint.fullPath.replacing(":company", with: company.description)
        if let collection = Self.collection(endpoint) { path = path.replacing(":id", with: id(collection)) }
        let filters = Self.references(endpoint).filters
        if !filters.isEmpty { path += "?" + filters.map { "\($0)=\(id($0))" }.joined(separator: "&") }
        return Question(endpoint: endpoint, path: path, body: endpoint.input.map { Sample.value($0.schema, id: id) })
    }

    private func ask(_ caller: Caller, _ question: Question) async throws -> Reply {
        var headers: HTTPFields = [:]
        if question.endpoint.isContested { headers[.ifMatch] = "\"1\"" }
        if let type = question.endpoint.input?.mediaTypes.first { headers[.contentType] = type }
        return try await caller.ask(question.endpoint.method, question.path, question.body, headers: headers)
    }

    private func comparable(_ reply: Reply) throws -> String {
        guard case .object(let members) = try reply.json else { return "" }
        let kept = members.filter { !["instance", "request_id"].contains($0.name) }
        return String(decoding: JSON.object(kept).utf8, as: UTF8.self)
    }

    /// Everybody's data of the company that is to stay untouched.
    private func checksum(_ victim: Victim) throws -> String {
        try testDatabase.psql(
            """
            select md5(string_agg(name || ':' || (xpath('/row/h/text()', query_to_xml(format(
                'select md5(string_agg(t::text, chr(10) order by t::text)) as h from %s t where company_id = %L',
                name, '\(victim.ids["company"] ?? "")'), false, true, '')))[1]::text, ',' order by name))
            from tests.company_tables where relkind in ('r', 'p')
            """
        )
    }

    private func stage() async throws -> (Victim, Company.ID, Principal) {
        let seed = try String(contentsOf: Fixture.root.appending(path: "sql/tests/support/seed.sql"), encoding: .utf8)
        try testDatabase.psql(seed)
        let names = Self.operations.flatMap { endpoint in
            let references = Self.references(endpoint)
            return (Self.collection(endpoint).map { [$0] } ?? []) + references.fields + references.filters
        }
        let victim = try Victim(Set(names))
        let company = try await Factory.company()
        return (victim, company.id, try await Factory.member(of: company.id, .owner))
    }

    @Test func `another company's ids answer as ids of nothing, and nothing of it changes`() async throws {
        let (victim, company, owner) = try await stage()
        let before = try checksum(victim)
        try await TestAPI.run { client in
            let caller = try await client.caller(owner)
            for endpoint in Self.operations {
                let references = Self.references(endpoint)
                guard Self.collection(endpoint) != nil || !references.fields.isEmpty || !references.filters.isEmpty
                else { continue }
                let theirs = try await ask(caller, question(endpoint, in: company, about: victim))
                let nobodys = try await ask(caller, question(endpoint, in: company, about: nil))
                #expect(theirs.status == nobodys.status, "\(endpoint.id)")
                #expect(try comparable(theirs) == comparable(nobodys), "\(endpoint.id)")
                if Self.collection(endpoint) != nil {
                    #expect(theirs.status == 404, "\(endpoint.id): \(String(decoding: theirs.body, as: UTF8.self))")
                } else if !references.fields.isEmpty {
                    #expect([404, 422].contains(theirs.status), "\(endpoint.id)")
                }
            }
        }
        #expect(try checksum(victim) == before)
    }

    /// Times in turns; a difference is believed where five series agree on its direction.
    @Test func `another company's ids take as long as ids of nothing`() async throws {
        let (victim, company, owner) = try await stage()
        try await TestAPI.run { client in
            let caller = try await client.caller(owner)
            for endpoint in Self.operations where Self.collection(endpoint) != nil {
                var verdicts: [Int] = []
                while verdicts.count < 5, verdicts.allSatisfy({ $0 != 0 && $0 == verdicts[0] }) {
                    verdicts.append(try await series(caller, endpoint, company, victim))
                }
                #expect(verdicts.contains(0) || Set(verdicts).count > 1, "\(endpoint.id) tells by its time")
            }
        }
    }

    /// 1 where the other company's ids take longer than ids of nothing, -1 where they take less, 0 where both are alike.
    private func series(_ caller: Caller, _ endpoint: Endpoint, _ company: Company.ID, _ victim: Victim) async throws
        -> Int
    {
        var times: [[Duration]] = [[], []]
        for _ in 0..<11 {
            for (kind, asked) in [victim, nil].enumerated() {
                let question = question(endpoint, in: company, about: asked)
                times[kind].append(try await ContinuousClock().measure { _ = try await ask(caller, question) })
            }
        }
        let (theirs, nobodys) = (times[0].sorted()[5], times[1].sorted()[5])
        return theirs > nobodys * 1.3 ? 1 : theirs * 1.3 < nobodys ? -1 : 0
    }
}
