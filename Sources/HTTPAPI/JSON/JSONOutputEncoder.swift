import Domain
import FoundationEssentials

/// Writes an `Encodable` body straight into the bytes of the answer: snake_case names, ids in lower case, RFC 3339.
///
/// JSONEncoder builds a tree first and writes UUIDs in upper case; a list of 50 customers spends its time there.
final class JSONOutput {
    var text = JSONText()
    /// Wire names by property name, with quotes and colon.
    private var names: [String: [UInt8]] = [:]

    /// The bytes of a body.
    static func bytes(_ body: some Encodable) throws -> [UInt8] {
        let output = JSONOutput()
        output.text.bytes.reserveCapacity(512)
        try output.write(body)
        return output.text.bytes
    }

    func name(_ property: String) {
        if let known = names[property] {
            text.bytes.append(contentsOf: known)
            return
        }
        var fresh = JSONText()
        fresh.name(WireName.of(property))
        names[property] = fresh.bytes
        text.bytes.append(contentsOf: fresh.bytes)
    }

    func write(_ value: some Encodable) throws {
        switch value {
        case let value as String: text.string(value)
        case let value as UUID: text.uuid(value)
        case let value as Date: text.timestamp(value)
        case let value as any WrittenAsUUID: text.uuid(value.uuid)
        case let value as RawJSON: value.value.write(into: &text)
        default:
            let encoder = JSONValueEncoder(output: self, keepsNames: value is any StringKeyed)
            try value.encode(to: encoder)
            encoder.close()
        }
    }
}

/// An id, which is written without making a string first.
protocol WrittenAsUUID {
    var uuid: UUID { get }
}

extension Identifier: WrittenAsUUID {}

/// A dictionary, whose keys are data and not names of properties.
protocol StringKeyed {}

extension Dictionary: StringKeyed where Key == String {}

/// Writes one value: opens a container when it is asked for, and closes it when the value is done.
final class JSONValueEncoder: Encoder {
    let output: JSONOutput
    private let keepsNames: Bool
    private var closing: UInt8?
    private var isWritten = false

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(output: JSONOutput, keepsNames: Bool) {
        self.output = output
        self.keepsNames = keepsNames
    }

    /// Ends the container that was opened; a value that wrote nothing is an empty object.
    func close() {
        if let closing {
            output.text.bytes.append(closing)
        } else if !isWritten {
            output.text.bytes.append(contentsOf: "{}".utf8)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        open(UInt8(ascii: "{"), closing: UInt8(ascii: "}"))
        return KeyedEncodingContainer(JSONObjectOutput<Key>(output: output, keepsNames: keepsNames))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        open(UInt8(ascii: "["), closing: UInt8(ascii: "]"))
        return JSONArrayOutput(output: output)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        isWritten = true
        return JSONScalarOutput(output: output)
    }

    private func open(_ opening: UInt8, closing: UInt8) {
        precondition(self.closing == nil, "a body encodes one container")
        output.text.bytes.append(opening)
        self.closing = closing
    }
}

/// The members of one object.
struct JSONObjectOutput<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let keepsNames: Bool
    private var isFirst = true
    var codingPath: [any CodingKey] { [] }

    init(output: JSONOutput, keepsNames: Bool) {
        self.output = output
        self.keepsNames = keepsNames
    }

    private mutating func name(_ key: Key) {
        if !isFirst { output.text.comma() }
        isFirst = false
        keepsNames ? output.text.name(key.stringValue) : output.name(key.stringValue)
    }

    // Absent and null mean the same, so null is not sent.
    mutating func encodeNil(forKey key: Key) {}

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        name(key)
        try output.write(value)
    }

    mutating func encode(_ value: Bool, forKey key: Key) {
        name(key)
        output.text.bool(value)
    }

    mutating func encode(_ value: String, forKey key: Key) {
        name(key)
        output.text.string(value)
    }

    mutating func encode(_ value: Double, forKey key: Key) {
        name(key)
        output.text.number(value)
    }

    mutating func encode(_ value: Float, forKey key: Key) { encode(Double(value), forKey: key) }
    mutating func encode(_ value: Int, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: Int8, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: Int16, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: Int32, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: Int64, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: UInt, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: UInt8, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: UInt16, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: UInt32, forKey key: Key) { integer(value, key) }
    mutating func encode(_ value: UInt64, forKey key: Key) { integer(value, key) }

    private mutating func integer(_ value: some FixedWidthInteger, _ key: Key) {
        name(key)
        output.text.integer(value)
    }

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

/// The elements of one array.
struct JSONArrayOutput: UnkeyedEncodingContainer {
    let output: JSONOutput
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(output: JSONOutput) {
        self.output = output
    }

    private mutating func separate() {
        if count > 0 { output.text.comma() }
        count += 1
    }

    mutating func encodeNil() {
        separate()
        output.text.null()
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        separate()
        try output.write(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("bodies nest values, not containers")
    }

    mutating func superEncoder() -> any Encoder { preconditionFailure("bodies are structs") }
}

/// A value that is neither object nor array.
struct JSONScalarOutput: SingleValueEncodingContainer {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { output.text.null() }
    func encode(_ value: Bool) { output.text.bool(value) }
    func encode(_ value: String) { output.text.string(value) }
    func encode(_ value: Double) { output.text.number(value) }
    func encode(_ value: Float) { output.text.number(Double(value)) }
    func encode(_ value: Int) { output.text.integer(value) }
    func encode(_ value: Int8) { output.text.integer(value) }
    func encode(_ value: Int16) { output.text.integer(value) }
    func encode(_ value: Int32) { output.text.integer(value) }
    func encode(_ value: Int64) { output.text.integer(value) }
    func encode(_ value: UInt) { output.text.integer(value) }
    func encode(_ value: UInt8) { output.text.integer(value) }
    func encode(_ value: UInt16) { output.text.integer(value) }
    func encode(_ value: UInt32) { output.text.integer(value) }
    func encode(_ value: UInt64) { output.text.integer(value) }
    func encode<Value: Encodable>(_ value: Value) throws { try output.write(value) }
}
