import Foundation
import Testing

@testable import HTTPAPI

@Suite struct OpenAPITests {
    private let document = OpenAPIDocument(endpoints: Routes.all).json

    @Test func `every operation is in the document once`() {
        let ids = Routes.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        let documented = document["paths"]?.members.flatMap {
            $0.value.members.compactMap { $0.value["operationId"]?.text }
        }
        #expect(documented?.sorted() == ids.sorted())
        #expect(!Routes.all.contains { $0.room.isEmpty || $0.summary.isEmpty || $0.roles.isEmpty })
    }

    @Test func `every reference leads somewhere`() {
        var references: Set<String> = []
        func look(_ value: JSON) {
            if let reference = value["$ref"]?.text { references.insert(reference) }
            value.members.forEach { look($0.value) }
            value.elements.forEach(look)
        }
        look(document)
        #expect(references.count > 10)
        for reference in references {
            let target = reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
            #expect(target != nil, "\(reference)")
        }
    }

    @Test func `every place of a body has a type`() {
        func untyped(_ schema: JSON, _ place: String) -> [String] {
            // Only an object is a schema: additionalProperties may be a boolean.
            guard case .object = schema else { return [] }
            let inside = [schema["items"], schema["additionalProperties"]].compactMap { $0 }
            let members = schema["properties"]?.members ?? []
            return (schema["type"] == nil ? [place] : []) + inside.flatMap { untyped($0, place + "/*") }
                + members.flatMap { untyped($0.value, "\(place)/\($0.name)") }
        }
        let schemas = document["components"]?["schemas"]?.members ?? []
        #expect(schemas.count > 100)
        #expect(schemas.flatMap { untyped($0.value, $0.name) } == [])
    }

    @Test func `a name of the document means one shape`() {
        var shapes: [String: JSON] = [:]
        let named =
            Routes.all.compactMap(\.input).filter { !$0.name.isEmpty }.map { ($0.name, $0.schema) }
            + Routes.all.compactMap(\.output).map { ($0.name, $0.schema()) }
        for (name, shape) in named {
            #expect(shapes[name] == nil || shapes[name] == shape, "\(name)")
            shapes[name] = shape
        }
    }

    @Test(arguments: Routes.all.filter { $0.output != nil }.map(\.id))
    func `the example of an answer fits its schema`(id: String) throws {
        let endpoint = try #require(Routes.all.first { $0.id == id })
        let output = try #require(endpoint.output)
        let example = try JSONParser.parse(output.example())
        #expect(faults(example, output.schema(), "") == [])
    }

    @Test func `ids in paths, filters and preconditions are parameters`() throws {
        let company = try #require(document["paths"]?["/v1/companies/{company}"])
        let patch = try #require(company["patch"])
        let parameters = try #require(patch["parameters"]).elements.compactMap { $0["name"]?.text }
        #expect(parameters == ["company", "If-Match"])
        #expect(patch["responses"]?["428"] != nil && patch["responses"]?["412"] != nil)
        let list = try #require(document["paths"]?["/v1/companies/{company}/memberships"]?["get"]?["parameters"])
        let names = ["company", "role", "state", "team_id", "limit", "cursor", "count"]
        #expect(list.elements.compactMap { $0["name"]?.text } == names)
    }

    /// What of a value does not fit a schema: the part of JSON Schema that answers use.
    private func faults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        switch schema["type"]?.text {
        case "object":
            guard case .object(let members) = value else { return ["\(place) is no object"] }
            let missing = schema["required"]?.elements.compactMap(\.text).filter { value[$0] == nil } ?? []
            let inside = members.flatMap { member -> [String] in
                guard let inner = schema["properties"]?[member.name] else {
                    return schema["additionalProperties"] == nil ? ["\(place)/\(member.name) is unknown"] : []
                }
                return faults(member.value, inner, "\(place)/\(member.name)")
            }
            return missing.map { "\(place)/\($0) is missing" } + inside
        case "array":
            guard case .array(let elements) = value, let items = schema["items"] else {
                return ["\(place) is no array"]
            }
            return elements.flatMap { faults($0, items, place + "/0") }
        case "string":
            guard let text = value.text else { return ["\(place) is no string"] }
            let words = schema["enum"]?.elements.compactMap(\.text)
            return words?.contains(text) == false ? ["\(place) is not one of its words"] : []
        case "integer":
            if case .integer = value { return [] }
            return ["\(place) is no integer"]
        case "number":
            switch value {
            case .integer, .number: return []
            default: return ["\(place) is no number"]
            }
        case "boolean":
            if case .bool = value { return [] }
            return ["\(place) is no boolean"]
        default:
            return ["\(place) has no type"]
        }
    }
}
