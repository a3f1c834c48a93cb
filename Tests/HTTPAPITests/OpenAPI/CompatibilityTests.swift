import Foundation
import TestSupport
import Testing

@testable import HTTPAPI

/// The API is versioned additively: the document of the last tag must still be a true word about the program.
@Suite struct CompatibilityTests {
    private static let document = OpenAPIDocument(endpoints: Routes.all).json

    @Test func `nothing is broken since the last tag`() throws {
        let repository = Fixture.root.path
        let tag = try Program.run("git", ["-C", repository, "describe", "--tags", "--abbrev=0"])
        // Before the first tag nobody was promised anything.
        guard tag.status == 0 else { return }
        let name = tag.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let committed = try Program.run("git", ["-C", repository, "show", "\(name):Docs/openapi.json"]).checked()
        let old = try JSONParser.parse(Array(committed.output.utf8))
        #expect(DocumentComparison(old: old, new: Self.document).breaks == [])
    }

    @Test func `a document breaks nothing of itself, and adding breaks nothing`() {
        #expect(DocumentComparison(old: Self.document, new: Self.document).breaks == [])
        let less = OpenAPIDocument(endpoints: Array(Routes.all.dropLast(20))).json
        #expect(DocumentComparison(old: less, new: Self.document).breaks == [])
        #expect(DocumentComparison(old: Self.document, new: less).breaks.count == 20)
    }

    /// A change of one place of the document, by its steps, and the break that it is.
    static let changes: [(path: [String], value: JSON?, expected: String)] = [
        (["components", "schemas", "NewCustomer", "properties", "note"], nil, "note is not taken any more"),
        (["components", "schemas", "NewCustomer", "required"], ["name", "note"], "note is required now"),
        (["components", "schemas", "NewCustomer", "properties", "name", "maxLength"], 10, "maxLength is narrower"),
        (["components", "schemas", "NewCustomer", "properties", "name", "type"], "integer", "name has another type"),
        (["components", "schemas", "NewCustomer", "properties", "kind", "enum"], ["person"], "kind has fewer choices"),
        (["components", "schemas", "Customer", "properties", "name"], nil, "name is gone"),
        (["components", "schemas", "Customer", "required"], ["id"], "name may be absent now"),
        (["components", "schemas", "Customer", "properties", "version", "type"], "string", "version has another type"),
        (["paths", "/v1/companies/{company}/customers", "post"], nil, "customers is gone"),
        (["paths", "/v1/companies/{company}/customers", "get", "parameters"], [], "parameter query q is gone"),
        (
            ["paths", "/v1/companies/{company}/progress", "get", "parameters"],
            [
                ["name": "team", "in": "query", "required": true, "schema": ["type": "string"]],
                ["name": "from", "in": "query", "required": false, "schema": ["type": "integer"]],
            ],
            "parameter query team is required now"
        ),
        (
            ["paths", "/v1/companies/{company}/progress", "get", "parameters"],
            [["name": "from", "in": "query", "required": false, "schema": ["type": "integer"]]],
            "query from has another type"
        ),
        (
            ["paths", "/v1/companies/{company}/tasks/{id}/cancellation", "post", "requestBody"],
            ["content": ["application/json": ["schema": ["$ref": "#/components/schemas/NewCustomer"]]]],
            "a body is required now"
        ),
        (["paths", "/v1/companies/{company}/customers", "post", "responses", "201"], nil, "201 is gone"),
    ]

    @Test(arguments: CompatibilityTests.changes.indices)
    func `each kind of break is found`(index: Int) {
        let change = Self.changes[index]
        let broken = Self.changed(Self.document, change.path[...], change.value)
        let breaks = DocumentComparison(old: Self.document, new: broken).breaks
        #expect(breaks.contains { $0.hasSuffix(change.expected) }, "\(breaks)")
    }

    private static func changed(_ json: JSON, _ path: ArraySlice<String>, _ value: JSON?) -> JSON {
        guard case .object(let members) = json, let name = path.first else { return json }
        if path.count == 1, let value, json[name] == nil {
            return .object(members + [.init(name: name, value: value)])
        }
        return .object(
            members.compactMap { member in
                guard member.name == name else { return member }
                if path.count > 1 { return .init(name: name, value: changed(member.value, path.dropFirst(), value)) }
                return value.map { .init(name: name, value: $0) }
            }
        )
    }
}
