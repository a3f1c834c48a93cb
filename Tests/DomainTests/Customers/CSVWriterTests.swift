import Domain
import Testing

@Suite struct CSVWriterTests {
    @Test(arguments: [
        "", "a", "a,b", "say \"hi\"", "two\r\nlines", "\u{301}\"\u{301}", "=1+1", "'", "''x", "-5", "+", "@x", "\tx",
        "\r", "\n", "\r\n", "＝1+1", "＋1", "－1", "＠x", "=\u{301}1", "'=1",
    ])
    func `what is written is read again, and is no formula`(text: String) {
        var reader = CSVReader()
        reader.feed(Array(CSVWriter.record([text, "z"]).utf8))
        #expect(reader.next() == .record)
        let cell = reader.withField(0) { $0.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
        #expect(CSVWriter.original(of: cell) == text)
        if let first = cell.unicodeScalars.first { #expect(!"=+-@＝＋－＠\t\r\n".unicodeScalars.contains(first)) }
    }
}
