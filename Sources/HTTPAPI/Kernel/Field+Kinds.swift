import Domain
import FoundationEssentials

extension Field {
    /// A text; its length is counted in Unicode code points, as PostgreSQL counts. A text that must not be empty must
    /// hold more than spaces.
    static func text<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ length: ClosedRange<Int>,
        _ description: String
    ) -> Self {
        make(name, Value.self, Schemas.text(length), description) { Checks.text($0, length, &$1) }
    }

    /// An absolute URL of the web; what more it must be, its handler says.
    static func url<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ length: ClosedRange<Int>,
        _ description: String
    ) -> Self {
        make(name, Value.self, Schemas.url(length), description) { Checks.text($0, length, &$1) }
    }

    /// A whole number.
    static func integer<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ range: ClosedRange<Int64>,
        _ description: String
    ) -> Self {
        let schema: [JSON.Member] = [
            .init(name: "type", value: "integer"), .init(name: "minimum", value: .integer(range.lowerBound)),
            .init(name: "maximum", value: .integer(range.upperBound)),
        ]
        return make(name, Value.self, schema, description) { Checks.integer($0, range, &$1) }
    }

    /// A number that may have decimals.
    static func number<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ range: ClosedRange<Double>,
        _ description: String
    ) -> Self {
        let schema: [JSON.Member] = [
            .init(name: "type", value: "number"), .init(name: "minimum", value: .number(range.lowerBound)),
            .init(name: "maximum", value: .number(range.upperBound)),
        ]
        return make(name, Value.self, schema, description) { Checks.number($0, range, &$1) }
    }

    /// True or false.
    static func flag<Value>(_ name: String, _ property: KeyPath<Body, Value>, _ description: String) -> Self {
        make(name, Value.self, [.init(name: "type", value: "boolean")], description) { value, findings in
            guard case .bool = value else { return findings.note("type") }
        }
    }

    /// The id of something.
    static func id<Value>(_ name: String, _ property: KeyPath<Body, Value>, _ description: String) -> Self {
        make(name, Value.self, Schemas.uuid, description) { Checks.uuid($0, &$1) }
    }

    /// A day: "2026-11-22".
    static func date<Value>(_ name: String, _ property: KeyPath<Body, Value>, _ description: String) -> Self {
        make(name, Value.self, Schemas.format("date"), description) { Checks.date($0, &$1) }
    }

    /// A point in time by RFC 3339: "2026-11-22T08:30:00Z".
    static func timestamp<Value>(_ name: String, _ property: KeyPath<Body, Value>, _ description: String) -> Self {
        make(name, Value.self, Schemas.format("date-time"), description) { Checks.timestamp($0, &$1) }
    }

    /// A currency code of ISO 4217: "CNY".
    static func currency<Value>(_ name: String, _ property: KeyPath<Body, Value>, _ description: String) -> Self {
        make(name, Value.self, Schemas.currency, description) { Checks.currency($0, &$1) }
    }

    /// An exact amount: `{"amount_minor": 1250, "currency": "CNY"}`; its amount lies in `range`, in minor units.
    static func money<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ range: ClosedRange<Int64>,
        _ description: String
    ) -> Self {
        make(name, Value.self, Schemas.money(range), description) { Checks.money($0, range, &$1) }
    }
}

extension Field {
    /// One of a few words: the cases of an enum.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ property: KeyPath<Body, Choice>,
        _ description: String
    ) -> Self {
        choice(name, Choice.self, Choice.allCases.map(\.rawValue), description)
    }

    /// One of a few words, which may be left out.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ property: KeyPath<Body, Choice?>,
        _ description: String
    ) -> Self {
        choice(name, Choice?.self, Choice.allCases.map(\.rawValue), description)
    }

    /// One of a few words, which may be left out or cleared.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ property: KeyPath<Body, Change<Choice>>,
        _ description: String
    ) -> Self {
        choice(name, Change<Choice>.self, Choice.allCases.map(\.rawValue), description)
    }

    /// One of the words given, where not every case of an enum may be sent.
    static func choice<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        of words: [String],
        _ description: String
    ) -> Self {
        choice(name, Value.self, words, description)
    }

    private static func choice(_ name: String, _ type: Any.Type, _ words: [String], _ description: String) -> Self {
        make(name, type, Schemas.choice(words), description) { Checks.choice($0, words, &$1) }
    }

    /// A nested body.
    static func object<Nested: Described>(
        _ name: String,
        _ property: KeyPath<Body, Nested>,
        _ description: String
    ) -> Self {
        make(name, Nested.self, Nested.schema.members, description) { Nested.check($0, &$1) }
    }

    /// A nested body, which may be left out.
    static func object<Nested: Described>(
        _ name: String,
        _ property: KeyPath<Body, Nested?>,
        _ description: String
    ) -> Self {
        make(name, Nested?.self, Nested.schema.members, description) { Nested.check($0, &$1) }
    }

    /// A list of nested bodies.
    static func list<Nested: Described>(
        _ name: String,
        _ property: KeyPath<Body, [Nested]>,
        _ count: ClosedRange<Int>,
        _ description: String
    ) -> Self {
        list(name, [Nested].self, Nested.schema, count, description) { Nested.check($0, &$1) }
    }

    /// A list of nested bodies, which may be left out.
    static func list<Nested: Described>(
        _ name: String,
        _ property: KeyPath<Body, [Nested]?>,
        _ count: ClosedRange<Int>,
        _ description: String
    ) -> Self {
        list(name, [Nested]?.self, Nested.schema, count, description) { Nested.check($0, &$1) }
    }

    /// A list of words of one form, which `pattern` says and `isGood` decides.
    static func words<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ count: ClosedRange<Int>,
        each pattern: String,
        _ description: String,
        _ isGood: @escaping @Sendable (String) -> Bool
    ) -> Self {
        let element: JSON = ["type": "string", "pattern": .string(pattern)]
        return list(name, Value.self, element, count, description) { value, findings in
            guard case .string(let word) = value else { return findings.note("type") }
            if !isGood(word) { findings.note("format") }
        }
    }

    /// A list of some of the words given, each once at most.
    static func choices<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        of words: [String],
        _ description: String
    ) -> Self {
        let schema = Schemas.list(.object(Schemas.choice(words)), 0...words.count)
        return make(name, Value.self, schema + [.init(name: "uniqueItems", value: true)], description) {
            value,
            findings in
            guard case .array(let elements) = value else { return findings.note("type") }
            guard elements.count <= words.count else { return findings.note("count") }
            for (position, element) in elements.enumerated() {
                findings.at(String(position)) { Checks.choice(element, words, &$0) }
            }
            let isRepeated = elements.indices.contains { elements[..<$0].contains(elements[$0]) }
            if isRepeated { findings.note("repeated") }
        }
    }

    /// A list of ids.
    static func ids<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ count: ClosedRange<Int>,
        _ description: String
    ) -> Self {
        list(name, Value.self, .object(Schemas.uuid), count, description) { Checks.uuid($0, &$1) }
    }

    /// A list of whole numbers.
    static func integers<Value>(
        _ name: String,
        _ property: KeyPath<Body, Value>,
        _ count: ClosedRange<Int>,
        each range: ClosedRange<Int64>,
        _ description: String
    ) -> Self {
        let element: JSON = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ]
        return list(name, Value.self, element, count, description) { Checks.integer($0, range, &$1) }
    }
}

extension Field {
    fileprivate static func list(
        _ name: String,
        _ type: Any.Type,
        _ element: JSON,
        _ count: ClosedRange<Int>,
        _ description: String,
        _ check: @escaping @Sendable (JSON, inout Findings) -> Void
    ) -> Self {
        make(name, type, Schemas.list(element, count), description) { value, findings in
            guard case .array(let elements) = value else { return findings.note("type") }
            guard count.contains(elements.count) else { return findings.note("count") }
            for (position, element) in elements.enumerated() {
                findings.at(String(position)) { check(element, &$0) }
            }
        }
    }

    /// A field is required unless its property is an `Optional` or a `Change`.
    fileprivate static func make(
        _ name: String,
        _ type: Any.Type,
        _ schema: [JSON.Member],
        _ description: String,
        _ check: @escaping @Sendable (JSON, inout Findings) -> Void
    ) -> Self {
        let mayBeNull = type is any MayBeAbsent.Type
        var members = mayBeNull ? Schemas.orNull(schema) : schema
        members.append(JSON.Member(name: "description", value: .string(description)))
        return Field(name: name, isRequired: !mayBeNull, schema: .object(members), check: check)
    }
}

/// A property whose field may be left out.
private protocol MayBeAbsent {}

extension Optional: MayBeAbsent {}
extension Change: MayBeAbsent {}
