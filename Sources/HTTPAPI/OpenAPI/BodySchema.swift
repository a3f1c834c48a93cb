import Domain
import FoundationEssentials

/// The JSON Schema of an answer, read off its example.
enum BodySchema {
    /// The name in the document: `CustomerBody` is "Customer", a page of them "CustomerPage".
    static func name<Value>(of type: Value.Type) -> String {
        let parts = "\(type)".split { $0 == "<" || $0 == ">" }.map(String.init)
        guard parts.count == 2 else { return withoutSuffix(parts[0]) }
        return withoutSuffix(parts[1]) + parts[0]
    }

    private static func withoutSuffix(_ name: String) -> String {
        name.hasSuffix("Body") ? String(name.dropLast(4)) : name
    }

    /// The schema of a kind of answer.
    static func schema<Value: Body>(of type: Value.Type) -> JSON {
        let recorder = SchemaRecorder(notes: type.notes, personal: type.personal, path: "")
        return recorder.schema(of: Value.example)
    }
}

/// Writes down what a value encodes instead of encoding it.
final class SchemaRecorder: Encoder {
    private let notes: [String: String]
    private let personal: Set<String>
    private let path: String
    /// What was recorded: an object's properties, or a scalar.
    private var properties: [(name: String, schema: JSON, isRequired: Bool)] = []
    private var scalar: JSON?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(notes: [String: String], personal: Set<String>, path: String) {
        self.notes = notes
        self.personal = personal
        self.path = path
    }

    /// The schema of a value of any kind.
    func schema(of value: any Encodable) -> JSON {
        if let known = Self.declared(type(of: value)) { return known }
        if let several = value as? any Repeating {
            let kind = type(of: several)
            return kind.around(several.first.map { schema(of: $0) } ?? schema(ofAbsent: kind.element))
        }
        let recorder = SchemaRecorder(notes: notes, personal: personal, path: path)
        do {
            try value.encode(to: recorder)
        } catch {
            preconditionFailure("the example of \(type(of: value)) cannot be encoded: \(error)")
        }
        return recorder.recorded
    }

    /// The schema of a value that the example leaves out: what its declared type says.
    fileprivate func schema(ofAbsent type: any Encodable.Type) -> JSON {
        if let known = Self.declared(type) { return known }
        if let several = type as? any Repeating.Type { return several.around(schema(ofAbsent: several.element)) }
        if let body = type as? any Body.Type { return schema(of: body.example) }
        preconditionFailure("the example has nothing at \(path), and \(type) alone does not say what it holds")
    }

    /// What the type alone says; nil for a structure, of which a value must be seen.
    private static func declared(_ type: any Encodable.Type) -> JSON? {
        switch type {
        case is String.Type: ["type": "string"]
        case is Bool.Type: ["type": "boolean"]
        case is Double.Type, is Float.Type: ["type": "number"]
        case is any BinaryInteger.Type: ["type": "integer"]
        case is UUID.Type, is any WrittenAsUUID.Type: .object(Schemas.uuid)
        case is Date.Type: .object(Schemas.format("date-time"))
        case is RawJSON.Type: ["type": "object", "additionalProperties": true]
        case is CalendarDate.Type: .object(Schemas.format("date"))
        case is Currency.Type: .object(Schemas.currency)
        case let choice as any (CaseIterable & Encodable).Type: .object(Schemas.choice(words(choice)))
        default: nil
        }
    }

    private static func words<Word: CaseIterable & Encodable>(_ type: Word.Type) -> [String] {
        Word.allCases.compactMap { word in
            // A case that is not a text has no word; the schema then lists none.
            guard let bytes = try? JSONOutput.bytes(word), case .string(let text)? = try? JSONParser.parse(bytes) else {
                return nil
            }
            return text
        }
    }

    private var recorded: JSON {
        if let scalar { return scalar }
        let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
        var members: [JSON.Member] = [
            .init(name: "type", value: "object"),
            .init(name: "properties", value: .object(properties.map { .init(name: $0.name, value: $0.schema) })),
        ]
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        return .object(members)
    }

    fileprivate func record(_ name: String, isRequired: Bool, _ schema: (SchemaRecorder) -> JSON) {
        let place = path.isEmpty ? name : "\(path).\(name)"
        var schema = schema(SchemaRecorder(notes: notes, personal: personal, path: place))
        if let note = notes[place] {
            schema = .object(schema.members + [.init(name: "description", value: .string(note))])
        }
        if personal.contains(place) {
            schema = .object(schema.members + [.init(name: "x-personal", value: true)])
        }
        properties.append((name, schema, isRequired))
    }

    fileprivate func recordScalar(_ value: any Encodable) {
        scalar = schema(of: value)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(PropertyRecorder<Key>(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("only arrays are lists")
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ScalarRecorder(recorder: self) }
}

private struct PropertyRecorder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }

    private func required(_ value: any Encodable, _ key: Key) {
        recorder.record(WireName.of(key.stringValue), isRequired: true) { $0.schema(of: value) }
    }

    private func optional<Value: Encodable>(_ value: Value?, _ key: Key) {
        recorder.record(WireName.of(key.stringValue), isRequired: false) { recorder in
            value.map { recorder.schema(of: $0) } ?? recorder.schema(ofAbsent: Value.self)
        }
    }

    mutating func encodeNil(forKey key: Key) { preconditionFailure("bodies leave out what is absent") }
    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Bool, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: String, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Double, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Float, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Int, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Int8, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Int16, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Int32, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: Int64, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: UInt, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: UInt8, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: UInt16, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: UInt32, forKey key: Key) { required(value, key) }
    mutating func encode(_ value: UInt64, forKey key: Key) { required(value, key) }
    mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: String?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Double?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Float?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Int16?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Int32?, forKey key: Key) { optional(value, key) }
    mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) { optional(value, key) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func superEncoder() -> any Encoder { preconditionFailure("bodies are structs") }
    mutating func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("bodies are structs") }
}

/// A value that holds several of one type: an array, or a dictionary, whose keys are data.
private protocol Repeating {
    static var element: any Encodable.Type { get }
    static func around(_ element: JSON) -> JSON
    var first: (any Encodable)? { get }
}

extension Array: Repeating where Element: Encodable {
    fileprivate static var element: any Encodable.Type { Element.self }
    fileprivate static func around(_ element: JSON) -> JSON { ["type": "array", "items": element] }
    fileprivate var first: (any Encodable)? { isEmpty ? nil : self[0] }
}

extension Dictionary: Repeating where Key == String, Value: Encodable {
    fileprivate static var element: any Encodable.Type { Value.self }
    fileprivate static func around(_ element: JSON) -> JSON { ["type": "object", "additionalProperties": element] }
    fileprivate var first: (any Encodable)? { values.first }
}

private struct ScalarRecorder: SingleValueEncodingContainer {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() {}
    func encode(_ value: Bool) { recorder.recordScalar(value) }
    func encode(_ value: String) { recorder.recordScalar(value) }
    func encode(_ value: Double) { recorder.recordScalar(value) }
    func encode(_ value: Float) { recorder.recordScalar(value) }
    func encode(_ value: Int) { recorder.recordScalar(value) }
    func encode(_ value: Int8) { recorder.recordScalar(value) }
    func encode(_ value: Int16) { recorder.recordScalar(value) }
    func encode(_ value: Int32) { recorder.recordScalar(value) }
    func encode(_ value: Int64) { recorder.recordScalar(value) }
    func encode(_ value: UInt) { recorder.recordScalar(value) }
    func encode(_ value: UInt8) { recorder.recordScalar(value) }
    func encode(_ value: UInt16) { recorder.recordScalar(value) }
    func encode(_ value: UInt32) { recorder.recordScalar(value) }
    func encode(_ value: UInt64) { recorder.recordScalar(value) }
    func encode<Value: Encodable>(_ value: Value) { recorder.recordScalar(value) }
}
