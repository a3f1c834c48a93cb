/// Bytes in the server's order (big endian) on their way to the server.
///
/// What writes arrays is inlinable down to here: a statement with a hundred thousand values in its arrays would spend
/// most of its time in generic code otherwise.
public struct PostgresBuffer: Sendable {
    /// What was written so far.
    public var bytes: [UInt8] { written }

    @usableFromInline var written: [UInt8] = []

    init() {}

    /// Appends an integer, most significant byte first.
    @inlinable
    public mutating func write<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.bigEndian) { written.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    @inlinable
    public mutating func write(bytes more: some Sequence<UInt8>) {
        written.append(contentsOf: more)
    }

    /// Makes room for so many more bytes.
    @inlinable
    mutating func reserve(_ count: Int) {
        written.reserveCapacity(written.count + count)
    }

    /// Puts an integer over bytes that were written before.
    @inlinable
    mutating func overwrite(at place: Int, with value: Int32) {
        withUnsafeBytes(of: value.bigEndian) { written.replaceSubrange(place..<place + 4, with: $0) }
    }

    /// Appends what `body` writes, preceded by its length in four bytes.
    @inlinable
    mutating func writeWithLength(_ body: (inout PostgresBuffer) -> Void) {
        let start = written.count
        write(Int32(0))
        body(&self)
        overwrite(at: start, with: Int32(truncatingIfNeeded: written.count - start - 4))
    }
}
