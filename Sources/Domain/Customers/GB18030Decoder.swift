#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns GB 18030 into UTF-8, chunk by chunk, with the C library's tables.
final class GB18030Decoder {
    /// Stands for what is no GB 18030: a byte that never occurs in UTF-8, so that the row is refused later.
    static let invalid: UInt8 = 0xFF

    private let converter: iconv_t
    private var unfinished: [UInt8] = []

    /// Nil where the C library lacks the encoding.
    init?() {
        // iconv_open(3) answers (iconv_t)-1 on failure.
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
        self.converter = converter
    }

    deinit {
        iconv_close(converter)
    }

    /// The text of a chunk. A character that the chunk cuts in two waits for the next chunk.
    func decode(_ chunk: some Collection<UInt8>) -> [UInt8] {
        var input = unfinished + chunk
        unfinished = []
        var output: [UInt8] = []
        // Two bytes become three, four become four.
        let room = input.count * 2 + 16
        var start = 0
        while start < input.count {
            let (consumed, text, failure) = convert(&input, from: start, room: room)
            output.append(contentsOf: text)
            start += consumed
            switch failure {
            case EILSEQ:
                output.append(Self.invalid)
                start += 1
            case EINVAL:
                unfinished = Array(input[start...])
                return output
            default: break
            }
        }
        return output
    }

    /// What is left of a text that ends inside a character.
    func finish() -> [UInt8] {
        defer { unfinished = [] }
        return unfinished.isEmpty ? [] : [Self.invalid]
    }

    private func convert(_ input: inout [UInt8], from start: Int, room: Int) -> (Int, [UInt8], Int32) {
        var consumed = 0
        var failure: Int32 = 0
        let text = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            input.withUnsafeMutableBytes { input in
                var source = input.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
                var sourceLeft = input.count - start
                var target = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var targetLeft = room
                if iconv(converter, &source, &sourceLeft, &target, &targetLeft) == -1 { failure = errno }
                consumed = input.count - start - sourceLeft
                count = room - targetLeft
            }
        }
        return (consumed, text, failure)
    }
}
