/// The encoding of a text file.
public enum TextEncoding: String, Sendable, Hashable, Codable, CaseIterable {
    /// UTF-8, with a byte order mark or without.
    case utf8 = "utf-8"
    /// GB 18030, which contains GBK and GB 2312.
    case gb18030

    /// The encoding of a file that begins with these bytes.
    ///
    /// A byte order mark decides. Otherwise it is GB 18030 only where the sample is valid in it and most lines that
    /// are not ASCII are not valid UTF-8: Chinese text in one of the two is almost never valid in the other.
    public static func detect(_ sample: [UInt8]) throws(ImportFault) -> TextEncoding {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { throw .utf16 }
        if sample.starts(with: [0x84, 0x31, 0x95, 0x33]) { return .gb18030 }
        var (valid, invalid) = (0, 0)
        // The last line may be cut anywhere, so it does not vote unless it is the only one.
        let lines = sample.split(separator: CSVScan.lineFeed)
        for line in lines.count > 1 ? lines.dropLast() : lines[...] where line.contains(where: { $0 >= 0x80 }) {
            if (try? UTF8Span(validating: line.span)) != nil { valid += 1 } else { invalid += 1 }
        }
        guard invalid > valid, let decoder = GB18030Decoder() else { return .utf8 }
        let end = sample.lastIndex(of: CSVScan.lineFeed) ?? sample.endIndex
        return decoder.decode(sample[..<end]).contains(GB18030Decoder.invalid) ? .utf8 : .gb18030
    }
}
