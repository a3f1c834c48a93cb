@testable import HTTPAPI

/// Values that a JSON Schema of the document allows.
enum Sample {
    /// A value; `id` chooses what stands for the uuid of a named property.
    static func value(_ schema: JSON, _ name: String = "", id: (String) -> String) -> JSON {
        if case .array(let choices)? = schema["enum"], let first = choices.first { return first }
        switch type(schema) {
        case "object": return object(schema, id: id)
        case "array":
            guard case .integer(let least)? = schema["minItems"], let items = schema["items"] else { return [] }
            return .array((0..<least).map { _ in value(items, id: id) })
        case "integer", "number": return schema["minimum"] ?? 1
        case "boolean": return true
        default: return .string(text(schema, name, id: id))
        }
    }

    private static func type(_ schema: JSON) -> String? {
        if case .array(let types)? = schema["type"] { return types.first?.text }
        return schema["type"]?.text
    }

    /// Every required property, and every one that is an id.
    private static func object(_ schema: JSON, id: (String) -> String) -> JSON {
        guard case .object(let properties)? = schema["properties"] else { return [:] }
        let required = Set((schema["required"]?.elements ?? []).compactMap(\.text))
        let kept = properties.filter { required.contains($0.name) || $0.value["format"] == "uuid" }
        return .object(kept.map { JSON.Member(name: $0.name, value: value($0.value, $0.name, id: id)) })
    }

    private static func text(_ schema: JSON, _ name: String, id: (String) -> String) -> String {
        switch schema["format"]?.text {
        case "uuid": return id(name)
        case "date": return "2030-01-02"
        case "date-time": return "2026-01-02T03:04:05Z"
        case "email": return "someone@sample.example"
        case "uri": return "https://sample.example/"
        default: break
        }
        if schema["pattern"]?.text == "^[A-Z]{3}$" { return "USD" }
        guard case .integer(let least)? = schema["minLength"] else { return "x" }
        return String(repeating: "x", count: max(1, Int(least)))
    }
}
