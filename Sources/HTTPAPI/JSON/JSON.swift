/// One JSON value as it stands in a text: members keep their order, whole numbers stay whole.
enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value inside an object.
    struct Member: Sendable, Equatable {
        let name: String
        let value: JSON
    }

    /// The member with this name; nil where there is none or this is no object.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Absent and null mean the same in this API.
    var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }
}

extension JSON {
    /// The text of this value, without spaces.
    func write(into text: inout JSONText) {
        switch self {
        case .null: text.null()
        case .bool(let value): text.bool(value)
        case .integer(let value): text.integer(value)
        case .number(let value): text.number(value)
        case .string(let value): text.string(value)
        case .array(let elements):
            text.bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { text.comma() }
                element.write(into: &text)
            }
            text.bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            text.bytes.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { text.comma() }
                text.name(member.name)
                member.value.write(into: &text)
            }
            text.bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The bytes of the text.
    var utf8: [UInt8] {
        var text = JSONText()
        write(into: &text)
        return text.bytes
    }
}
