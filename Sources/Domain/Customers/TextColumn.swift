/// Many short texts in one block of memory: appending a text allocates nothing.
public struct TextColumn: Sendable {
    /// The UTF-8 of all texts, one behind the other.
    public private(set) var bytes: [UInt8] = []
    /// Where each text ends in ``bytes``.
    public private(set) var ends: [Int] = []

    /// No texts.
    public init() {}

    /// How many texts there are.
    public var count: Int { ends.count }

    /// The text at a position, from 0.
    public subscript(index: Int) -> String {
        String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    /// Whether the last text is this one.
    func isLast(_ text: Span<UInt8>) -> Bool {
        guard let end = ends.last else { return false }
        let start = ends.count == 1 ? 0 : ends[ends.count - 2]
        return end - start == text.count && (0..<text.count).allSatisfy { bytes[start + $0] == text[$0] }
    }

    /// Appends a text.
    public mutating func append(_ text: Span<UInt8>) {
        text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
    }

    /// Appends a text.
    public mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    /// Takes the last text off.
    mutating func removeLast() {
        ends.removeLast()
        bytes.removeSubrange((ends.last ?? 0)...)
    }
}
