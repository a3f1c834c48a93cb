/// One value that is not null, as the server sent it. The bytes are valid only while it is being decoded.
public struct PostgresCell {
    /// The type that the server declared.
    public let type: PostgresType
    /// The binary form.
    public let bytes: UnsafeRawBufferPointer

    /// Reads a fixed-width integer at an offset; refuses where there are not enough bytes.
    public func integer<Integer: FixedWidthInteger>(at offset: Int = 0, as: Integer.Type = Integer.self) throws
        -> Integer
    {
        guard offset >= 0, offset + MemoryLayout<Integer>.size <= bytes.count else {
            throw PostgresMismatch("\(Integer.bitWidth) bits")
        }
        return Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}
