/// Pieces of JSON Schema (draft 2020-12) that fields and filters share.
enum Schemas {
    static let uuid: [JSON.Member] = format("uuid")

    static let currency: [JSON.Member] = [
        .init(name: "type", value: "string"), .init(name: "pattern", value: "^[A-Z]{3}$"),
    ]

    static func format(_ format: String) -> [JSON.Member] {
        [.init(name: "type", value: "string"), .init(name: "format", value: .string(format))]
    }

    /// PostgreSQL's text holds no NUL; a text that must not be empty holds more than spaces.
    static func text(_ length: ClosedRange<Int>) -> [JSON.Member] {
        let pattern = length.lowerBound > 0 ? #"^[^\u0000]*[^\s\u0000][^\u0000]*$"# : #"^[^\u0000]*$"#
        return [
            .init(name: "type", value: "string"), .init(name: "minLength", value: .integer(Int64(length.lowerBound))),
            .init(name: "maxLength", value: .integer(Int64(length.upperBound))),
            .init(name: "pattern", value: .string(pattern)),
        ]
    }

    static func url(_ length: ClosedRange<Int>) -> [JSON.Member] {
        format("uri") + [
            .init(name: "minLength", value: .integer(Int64(length.lowerBound))),
            .init(name: "maxLength", value: .integer(Int64(length.upperBound))),
            .init(name: "pattern", value: "^[Hh][Tt][Tt][Pp][Ss]?://"),
        ]
    }

    static func choice(_ words: [String]) -> [JSON.Member] {
        [.init(name: "type", value: "string"), .init(name: "enum", value: .array(words.map { .string($0) }))]
    }

    static func money(_ range: ClosedRange<Int64>) -> [JSON.Member] {
        let amount: JSON = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            "description": "In the currency's smallest unit",
        ]
        return [
            .init(name: "type", value: "object"),
            .init(name: "properties", value: ["amount_minor": amount, "currency": .object(currency)]),
            .init(name: "required", value: ["amount_minor", "currency"]),
            .init(name: "additionalProperties", value: false),
        ]
    }

    static func list(_ element: JSON, _ count: ClosedRange<Int>) -> [JSON.Member] {
        [
            .init(name: "type", value: "array"), .init(name: "items", value: element),
            .init(name: "minItems", value: .integer(Int64(count.lowerBound))),
            .init(name: "maxItems", value: .integer(Int64(count.upperBound))),
        ]
    }

    /// The same, or null.
    static func orNull(_ schema: [JSON.Member]) -> [JSON.Member] {
        schema.map { member in
            switch (member.name, member.value) {
            case ("type", .string(let type)): .init(name: "type", value: [.string(type), "null"])
            case ("enum", .array(let words)): .init(name: "enum", value: .array(words + [.null]))
            default: member
            }
        }
    }
}

extension JSON {
    /// The members of an object; none where this is something else.
    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}
