import Domain

/// A request body: one list of fields validates what comes in and prints the JSON Schema.
///
/// Properties are camelCase, the wire is their snake_case form. A property whose type is `Optional` may be left out
/// (absent and null mean the same); a `Change` tells absent from null and belongs in bodies of PATCH.
protocol Described: Decodable, Sendable {
    /// Every field that may be sent; anything else is refused.
    static var fields: [Field<Self>] { get }
}

/// One field of a request body.
struct Field<Body>: Sendable {
    /// The name on the wire.
    let name: String
    /// Whether the body must have it.
    let isRequired: Bool
    /// What the document says of it.
    let schema: JSON
    /// Reports what is wrong with a value that is there and is not null.
    let check: @Sendable (JSON, inout Findings) -> Void
}

/// What is wrong with a body, each finding with the JSON Pointer (RFC 6901) of the place.
struct Findings: Sendable {
    /// One wrong place.
    struct Finding: Sendable, Equatable {
        /// "/contacts/0/email"; "?limit" for a parameter of the query.
        let pointer: String
        /// Stable: "required", "unknown_field", "type", "length", "range", "format", "choice", "count".
        let code: String
    }

    /// More than these help nobody.
    static let limit = 50

    private(set) var all: [Finding] = []
    private var path = ""

    /// Notes a wrong place here.
    mutating func note(_ code: String) {
        guard all.count < Self.limit else { return }
        all.append(Finding(pointer: path, code: code))
    }

    /// Looks inside a member or an element.
    mutating func at(_ step: String, _ look: (inout Findings) -> Void) {
        let outside = path
        path += "/" + Self.escaped(step)
        look(&self)
        path = outside
    }

    private static func escaped(_ step: String) -> String {
        guard step.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return step }
        return step.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
    }
}

extension Described {
    /// Reports what is wrong with a value as a body of this kind.
    static func check(_ value: JSON, _ findings: inout Findings) {
        guard case .object(let members) = value else { return findings.note("type") }
        let fields = Self.fields
        for member in members {
            findings.at(member.name) { findings in
                guard let field = fields.first(where: { $0.name == member.name }) else {
                    return findings.note("unknown_field")
                }
                if member.value.isNull {
                    if field.isRequired { findings.note("required") }
                } else {
                    field.check(member.value, &findings)
                }
            }
        }
        for field in fields where field.isRequired && value[field.name] == nil {
            findings.at(field.name) { $0.note("required") }
        }
    }

    /// The JSON Schema of the body.
    static var schema: JSON {
        let fields = Self.fields
        var schema: [JSON.Member] = [
            .init(name: "type", value: "object"),
            .init(name: "properties", value: .object(fields.map { .init(name: $0.name, value: $0.schema) })),
            .init(name: "additionalProperties", value: false),
        ]
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema.append(.init(name: "required", value: .array(required))) }
        return .object(schema)
    }
}
