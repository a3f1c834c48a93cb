import Postgres

/// What the elements of a packed column are.
protocol PackedElement: Sendable {
    /// The type of an array of them.
    static var arrayType: PostgresType { get }
    /// Their own type.
    static var elementType: PostgresType { get }
}

/// A column in the server's binary form of an array, packed without a Swift value or a call for each cell: a batch of an
/// import has tens of thousands of cells.
struct PackedColumn<Element: PackedElement>: PostgresEncodable {
    static var postgresType: PostgresType { Element.arrayType }

    private var bytes: [UInt8] = []

    /// Room for so many cells of about so many bytes.
    init(count: Int, hasNulls: Bool = false, bytesEach: Int) {
        bytes.reserveCapacity(20 + count * (4 + bytesEach))
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNulls ? 1 : 0))
        append(Int32(bitPattern: Element.elementType.oid))
        guard count > 0 else { return }
        append(Int32(count))
        append(Int32(1))
    }

    /// Appends a null.
    mutating func appendNull() {
        append(Int32(-1))
    }

    /// Appends a cell that is an integer.
    mutating func append<Integer: FixedWidthInteger>(cell value: Integer) {
        append(Int32(Integer.bitWidth / 8))
        append(value)
    }

    /// Appends a cell that is bytes.
    mutating func append(cell value: some Collection<UInt8>) {
        append(Int32(value.count))
        bytes.append(contentsOf: value)
    }

    func encode(into buffer: inout PostgresBuffer) {
        buffer.write(bytes: bytes)
    }

    private mutating func append<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// `text`
enum PackedText: PackedElement {
    static let arrayType = PostgresType.textArray
    static let elementType = PostgresType.text
}

/// `bigint`
enum PackedInt8: PackedElement {
    static let arrayType = PostgresType.int8Array
    static let elementType = PostgresType.int8
}

/// `integer`
enum PackedInt4: PackedElement {
    static let arrayType = PostgresType.int4Array
    static let elementType = PostgresType.int4
}

/// `boolean`
enum PackedBool: PackedElement {
    static let arrayType = PostgresType.boolArray
    static let elementType = PostgresType.bool
}

/// `uuid`
enum PackedUUID: PackedElement {
    static let arrayType = PostgresType.uuidArray
    static let elementType = PostgresType.uuid
}

/// `timestamp`, the time of a clock without a time zone.
enum PackedClock: PackedElement {
    static let arrayType = PostgresType(oid: 1115)
    static let elementType = PostgresType.timestamp
}
