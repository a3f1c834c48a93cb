import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Nobody becomes an owner by naming a field: what the document shows in answers and does not take in a body is refused
/// there, at every place of it. All of it is read off the document.
@Suite(.database) struct MassAssignmentTests {
    private static let document = OpenAPIDocument(endpoints: Routes.all).json

    /// A place in a body that holds members: how to get there, and the members it takes.
    private struct Place {
        let steps: [String]
        let known: Set<String>

        /// The JSON Pointer of the place.
        var pointer: String { steps.map { "/" + $0 }.joined() }

        /// A body that has these members there.
        func body(_ members: [JSON.Member]) -> JSON {
            steps.reversed().reduce(JSON.object(members)) { inner, step in
                step == "0" ? [inner] : .object([.init(name: step, value: inner)])
            }
        }

        static func all(_ schema: JSON, _ steps: [String] = []) -> [Place] {
            if let items = schema["items"] { return all(items, steps + ["0"]) }
            guard let properties = schema["properties"]?.members else { return [] }
            return [Place(steps: steps, known: Set(properties.map(\.name)))]
                + properties.flatMap { all($0.value, steps + [$0.name]) }
        }
    }

    /// Every member that any answer has, with a value that fits it.
    private static let shown: [JSON.Member] = {
        var found: [String: JSON] = [:]
        func look(_ value: JSON) {
            for member in value.members {
                found[member.name] = found[member.name] ?? member.value
                look(member.value)
            }
            value.elements.forEach(look)
        }
        for endpoint in Routes.all {
            guard let output = endpoint.output, let example = try? JSONParser.parse(output.example()) else { continue }
            look(example)
        }
        return found.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
    }()

    private func path(_ endpoint: Endpoint, _ company: Company.ID) -> String {
        endpoint.fullPath.split(separator: "/", omittingEmptySubsequences: false)
            .map {
                $0 == ":company" ? company.description : $0.hasPrefix(":") ? UUID().uuidString.lowercased() : String($0)
            }
            .joined(separator: "/")
    }

    @Test func `what answers show and a body does not take is refused, wherever it stands`() async throws {
        let company = try await Factory.company()
        #expect(Self.shown.count > 150)
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            for endpoint in Routes.all {
                guard let input = endpoint.input, input.mediaTypes == ["application/json"] else { continue }
                for place in Place.all(input.schema) {
                    let foreign = Self.shown.filter { !place.known.contains($0.name) }
                    // A problem names 50 places at most.
                    for start in stride(from: 0, to: foreign.count, by: 30) {
                        let members = Array(foreign[start..<min(start + 30, foreign.count)])
                        let reply = try await (endpoint.root == .agency ? agency : owner)
                            .ask(endpoint.method, path(endpoint, company.id), place.body(members))
                        let missed = try members.map { "\(place.pointer)/\($0.name) unknown_field" }
                            .filter { try !reply.errors.contains($0) }
                        #expect(reply.status == 422 && missed == [], "\(endpoint.id) takes \(missed)")
                    }
                }
            }
        }
    }

    @Test func `what only the program knows is in no body`() {
        let ours: Set = [
            "id", "company_id", "agency_id", "version", "created_at", "updated_at", "created_by", "archived_at",
            "secret",
            "prefix", "last_used_at", "revoked_at", "hash", "failing_since", "disabled_reason",
        ]
        for endpoint in Routes.all {
            guard let input = endpoint.input else { continue }
            let taken = Place.all(input.schema).reduce(into: Set<String>()) { $0.formUnion($1.known) }
            #expect(taken.isDisjoint(with: ours), "\(endpoint.id)")
        }
    }

    @Test func `a thing that is sent back as it was read is refused and stays`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers"
            let made = try await manager.post(path, ["name": "Li", "kind": "person"])
            let place = try path + "/" + made.text("id")
            #expect(try await manager.patch(place, made.json, version: 1).status == 422)
            #expect(try await manager.get(place).body == made.body)
        }
    }
}
