import Domain
import FoundationEssentials
import HTTPTypes

/// A parameter of the query that an operation declares; any other is refused.
struct Filter: Sendable {
    /// The parameter's name.
    let name: String
    /// What the document says of it.
    let schema: JSON
    /// What it means.
    let description: String
    /// The value that a text stands for.
    let read: @Sendable (String) -> JSON
    /// Reports what is wrong with the value.
    let check: @Sendable (JSON, inout Findings) -> Void
    /// Whether a request without it is refused.
    var isRequired = false
    /// Whether it is whatever somebody types, such as a name or a number to look for.
    var isFreeText = false

    /// The same, which must not be missing.
    var required: Self {
        var filter = self
        filter.isRequired = true
        return filter
    }
}

extension Filter {
    /// A text.
    static func text(_ name: String, _ length: ClosedRange<Int>, _ description: String) -> Self {
        var filter = make(name, Schemas.text(length), description) { Checks.text($0, length, &$1) }
        filter.isFreeText = true
        return filter
    }

    /// A whole number.
    static func integer(_ name: String, _ range: ClosedRange<Int64>, _ description: String) -> Self {
        let schema: JSON = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ]
        return Filter(
            name: name,
            schema: schema,
            description: description,
            read: { text in Int64(text).map { .integer($0) } ?? .string(text) },
            check: { Checks.integer($0, range, &$1) }
        )
    }

    /// `true` or `false`.
    static func flag(_ name: String, _ description: String) -> Self {
        Filter(
            name: name,
            schema: ["type": "boolean"],
            description: description,
            read: { text in text == "true" ? true : text == "false" ? false : .string(text) },
            check: { value, findings in
                guard case .bool = value else { return findings.note("type") }
            }
        )
    }

    /// The id of something.
    static func id(_ name: String, _ description: String) -> Self {
        make(name, Schemas.uuid, description) { Checks.uuid($0, &$1) }
    }

    /// A day: "2026-11-22".
    static func date(_ name: String, _ description: String) -> Self {
        make(name, Schemas.format("date"), description) { Checks.date($0, &$1) }
    }

    /// A point in time by RFC 3339.
    static func timestamp(_ name: String, _ description: String) -> Self {
        make(name, Schemas.format("date-time"), description) { Checks.timestamp($0, &$1) }
    }

    /// One of the cases of an enum.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ type: Choice.Type,
        _ description: String
    ) -> Self {
        choice(name, of: Choice.allCases.map(\.rawValue), description)
    }

    /// One of a few words.
    static func choice(_ name: String, of words: [String], _ description: String) -> Self {
        make(name, Schemas.choice(words), description) { Checks.choice($0, words, &$1) }
    }

    private static func make(
        _ name: String,
        _ schema: [JSON.Member],
        _ description: String,
        _ check: @escaping @Sendable (JSON, inout Findings) -> Void
    ) -> Self {
        Filter(name: name, schema: .object(schema), description: description, read: { .string($0) }, check: check)
    }
}

extension Filter {
    /// The parameters of every list.
    static let paging: [Filter] = [
        .integer(
            "limit",
            1...Int64.max,
            "Items on a page: \(PageLimit.usual) where absent, never more than \(PageLimit.most)"
        ),
        .text("cursor", 1...2000, "Where the page begins: next_cursor of the page before"),
        .flag("count", "Whether to count the whole list, up to \(PageLimit.counted)"),
    ]
}

/// How many items a page has.
enum PageLimit {
    /// Where the caller does not say.
    static let usual = 50
    /// More are never sent at once; a larger wish gets this many.
    static let most = 200
    /// A list is counted no further.
    static let counted = 1000
}

/// The checked values of a request's declared parameters.
struct Query: Sendable {
    private let values: [String: JSON]

    /// Reads what stands after the question mark; everything undeclared, repeated or malformed is a finding.
    init(_ text: String?, declared: [Filter]) throws(Problem) {
        var values: [String: JSON] = [:]
        var findings = Findings()
        for pair in (text ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count == 2 ? parts[1] : "") else {
                throw Problem(.badRequest, "query.malformed", "The query is not percent-encoded UTF-8.")
            }
            findings.at("?" + name) { findings in
                guard let filter = declared.first(where: { $0.name == name }) else {
                    return findings.note("unknown_parameter")
                }
                guard values[name] == nil else { return findings.note("duplicate") }
                let read = filter.read(value)
                values[name] = read
                filter.check(read, &findings)
            }
        }
        for filter in declared where filter.isRequired && values[filter.name] == nil {
            findings.at("?" + filter.name) { $0.note("required") }
        }
        guard findings.all.isEmpty else { throw .invalid(findings.all) }
        self.values = values
    }

    /// Percent-encoded UTF-8, where a plus is a space; nil where it is something else.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                let digits = Substring(rest.prefix(2))
                guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16)
                else {
                    return nil
                }
                bytes.append(value)
                rest.removeFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A text parameter, an enum's word or anything else as it was sent; nil where absent.
    func text(_ name: String) -> String? {
        guard case .string(let value)? = values[name] else { return nil }
        return value
    }

    /// A whole number.
    func integer(_ name: String) -> Int? {
        guard case .integer(let value)? = values[name] else { return nil }
        return Int(value)
    }

    /// True or false.
    func flag(_ name: String) -> Bool? {
        guard case .bool(let value)? = values[name] else { return nil }
        return value
    }

    /// An id.
    func id<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> Identifier<Entity>? {
        text(name).flatMap { Identifier<Entity>($0) }
    }

    /// A day.
    func date(_ name: String) -> CalendarDate? {
        text(name).flatMap { CalendarDate($0) }
    }

    /// A point in time.
    func timestamp(_ name: String) -> Date? {
        text(name).flatMap(Timestamp.date)
    }

    /// A case of an enum.
    func choice<Choice: RawRepresentable<String>>(_ name: String, _ type: Choice.Type = Choice.self) -> Choice? {
        text(name).flatMap(Choice.init(rawValue:))
    }

    /// The filters, without what names the page: what a cursor is bound to.
    var filters: JSON {
        let named = values.filter { !["limit", "cursor", "count"].contains($0.key) }.sorted { $0.key < $1.key }
        return .object(named.map { .init(name: $0.key, value: $0.value) })
    }
}
