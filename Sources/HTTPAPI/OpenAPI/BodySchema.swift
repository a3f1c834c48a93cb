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
        let recorder = SchemaRecorder(notes: type.notes, path: "")
        return recorder.schema(of: Value.example)
    }
}

/// Writes down what a value encodes instead of encoding it.
final class SchemaRecorder: Encoder {
    private let notes: [String: String]
    private let path: String
    /// What was recorded: an object's properties, an array's element, or a scalar.
    private var properties: [(name: String, schema: JSON, isRequired: Bool)]?
    private var element: JSON?
    private var scalar: JSON?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(notes: [String: String], path: String) {
        self.notes = notes
        self.path = path
    }

    /// The schema of a value of any kind.
    func schema(of value: any Encodable) -> JSON {
        switch value {
        case is String: return ["type": "string"]
        case is Bool: return ["type": "boolean"]
        case is Double, is Float: return ["type": "number"]
        case is any BinaryInteger: return ["type": "integer"]
        case is UUID, is any WrittenAsUUID: return .object(Schemas.uuid)
        case is Date: return .object(Schemas.format("date-time"))
        case is RawJSON: return ["type": "object", "additionalProperties": true]
        case is CalendarDate: return .object(Schemas.format("date"))
        case is Currency: return .object(Schemas.currency)
        case let word as any CaseIterable & Encodable: return .object(Schemas.choice(Self.words(word)))
        default: return compound(value)
        }
    }

    private func compound(_ value: any Encodable) -> JSON {
        let recorder = SchemaRecorder(notes: notes, path: path)
        do {
            try value.encode(to: recorder)
        } catch {
            preconditionFailure("the example of \(type(of: value)) cannot be encoded: \(error)")
        }
        return recorder.recorded(isDictionary: value is any StringKeyed)
    }

    private static func words<Word: CaseIterable & Encodable>(_ word: Word) -> [String] {
        Word.allCases.compactMap { word in
            // A case that is not a text has no word; the schema then lists none.
            guard let bytes = try? JSONOutput.bytes(word), case .string(let text)? = try? JSONParser.parse(bytes) else {
                return nil
            }
            return text
        }
    }

    private func recorded(isDictionary: Bool) -> JSON {
        if let scalar { return scalar }
        if let element { return ["type": "array", "items": element] }
        let properties = properties ?? []
        if isDictionary {
            return ["type": "object", "additionalProperties": properties.first?.schema ?? .object([])]
        }
        let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
        var members: [JSON.Member] = [
            .init(name: "type", value: "object"),
            .init(name: "properties", value: .object(properties.map { .init(name: $0.name, value: $0.schema) })),
        ]
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        return .object(members)
    }

    fileprivate func record(_ name: String, _ value: (any Encodable)?, isRequired: Bool) {
        let place = path.isEmpty ? name : "\(path).\(name)"
        let inner = SchemaRecorder(notes: notes, path: place)
        var schema = value.map { inner.schema(of: $0) } ?? .object([])
        if let note = notes[place] {
            schema = .object(schema.members + [.init(name: "description", value: .string(note))])
        }
        properties = (properties ?? []) + [(name, schema, isRequired)]
    }

    fileprivate func recordElement(_ value: any Encodable) {
        if case .object(let known)? = element, !known.isEmpty { return }
        element = SchemaRecorder(notes: notes, path: path).schema(of: value)
    }

    fileprivate func recordScalar(_ value: any Encodable) {
        scalar = SchemaRecorder(notes: notes, path: path).schema(of: value)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        properties = properties ?? []
        return KeyedEncodingContainer(PropertyRecorder<Key>(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        element = .object([])
        return ElementRecorder(recorder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ScalarRecorder(recorder: self) }
}

private struct PropertyRecorder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }

    private func required(_ value: any Encodable, _ key: Key) {
        recorder.record(WireName.of(key.stringValue), value, isRequired: true)
    }

    private func optional(_ value: (any Encodable)?, _ key: Key) {
        recorder.record(WireName.of(key.stringValue), value, isRequired: false)
    }

    mutating func encodeNil(forKey key: Key) { optional(nil, key) }
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

private struct ElementRecorder: UnkeyedEncodingContainer {
    let recorder: SchemaRecorder
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(recorder: SchemaRecorder) {
        self.recorder = recorder
    }

    mutating func encodeNil() {}

    mutating func encode<Value: Encodable>(_ value: Value) {
        count += 1
        recorder.recordElement(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func superEncoder() -> any Encoder { preconditionFailure("bodies are structs") }
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
