/// Bytes in the server's order (big endian) on their way to the server.
public struct PostgresBuffer: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    init() {}

    /// Appends an integer, most significant byte first.
    public mutating func write<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    public mutating func write(bytes more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Appends what `body` writes, preceded by its length in four bytes.
    mutating func writeWithLength(_ body: (inout PostgresBuffer) -> Void) {
        let start = bytes.count
        write(Int32(0))
        body(&self)
        let length = Int32(bytes.count - start - 4)
        withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    }
}
