import Domain
import Foundation
import Testing

@Suite struct CSVReaderTests {
    /// What a text reads as: each record's line and cells, or its fault, fed in chunks of a size.
    private func read(
        _ text: String,
        chunk: Int = 7,
        delimiter: UInt8 = UInt8(ascii: ","),
        limits: CSVLimits = CSVLimits()
    ) -> [String] {
        read(Array(text.utf8), chunk: chunk, delimiter: delimiter, limits: limits)
    }

    private func read(_ bytes: [UInt8], chunk: Int, delimiter: UInt8, limits: CSVLimits) -> [String] {
        var reader = CSVReader(delimiter: delimiter, limits: limits)
        var found: [String] = []
        func drain() {
            while let event = reader.next() {
                switch event {
                case .record:
                    let cells = (0..<reader.fieldCount).map { index in
                        reader.withField(index) { $0.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
                    }
                    found.append("\(reader.line): " + cells.joined(separator: "|"))
                case .fault(let fault):
                    found.append("\(reader.line): \(fault)")
                }
            }
        }
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            reader.feed(bytes[start..<min(start + chunk, bytes.count)])
            drain()
        }
        reader.end()
        drain()
        #expect(reader.offset == bytes.count)
        return found
    }

    @Test(arguments: [
        ("a,b\nc,d\n", ["1: a|b", "2: c|d"]),
        ("a,b\r\nc,d\r\n", ["1: a|b", "2: c|d"]),
        ("a,b\rc,d\r", ["1: a|b", "2: c|d"]),
        ("a,b\nc,d", ["1: a|b", "2: c|d"]),
        ("a,\n,b\n,\n", ["1: a|", "2: |b", "3: |"]),
        ("\n\na\n\n\nb\n", ["3: a", "6: b"]),
        ("\"a\",\"b,c\"\n", ["1: a|b,c"]),
        ("\"a \"\"quoted\"\" word\",b\n", ["1: a \"quoted\" word|b"]),
        ("\"\",\"\"\"\"\n", ["1: |\""]),
        ("\"two\nlines\",b\nc,d\n", ["1: two\nlines|b", "3: c|d"]),
        ("\"two\r\nlines\",b\r\nc,d", ["1: two\r\nlines|b", "3: c|d"]),
        ("5\" pipe,b\n", ["1: 5\" pipe|b"]),
        ("王小明,\"北京,海淀\"\n", ["1: 王小明|北京,海淀"]),
        ("", []),
        ("\n", []),
    ])
    func `reads what RFC 4180 describes, in chunks of any size`(text: String, expected: [String]) {
        for size in [1, 2, 3, 5, 64] { #expect(read(text, chunk: size) == expected) }
    }

    @Test func `takes another delimiter`() {
        #expect(read("a;b,c\n", delimiter: UInt8(ascii: ";")) == ["1: a|b,c"])
        #expect(read("a\tb\n", delimiter: UInt8(ascii: "\t")) == ["1: a|b"])
    }

    @Test(arguments: [
        ("a,b\n\"c\"x,d\ne,f\n", ["1: a|b", "2: strayQuote", "3: e|f"]),
        ("a,b\n\"c,d\ne,f\n", ["1: a|b", "2: truncated", "3: e|f"]),
        ("\"c,d\n\"e\",f\ng,h\n", ["1: strayQuote", "2: e|f", "3: g|h"]),
        ("a,b\nc,\"d", ["1: a|b", "2: truncated"]),
        ("a,\"", ["1: truncated"]),
    ])
    func `loses the broken line and no other`(text: String, expected: [String]) {
        for size in [1, 2, 3, 64] { #expect(read(text, chunk: size) == expected) }
    }

    @Test func `refuses fields and lines that are too long`() {
        let limits = CSVLimits(fieldBytes: 10, recordBytes: 30)
        let long = String(repeating: "x", count: 11)
        #expect(read("a,\(long)\nb,c\n", limits: limits) == ["1: fieldTooLong", "2: b|c"])
        #expect(read("a,\"\(long)\n\"\nb,c\n", limits: limits) == ["1: fieldTooLong", "3: b|c"])
        let longer = String(repeating: "x,", count: 40)
        for size in [1, 7, 200] {
            #expect(
                read("a,b\n\(longer)\nb,c\n", chunk: size, limits: limits) == ["1: a|b", "2: lineTooLong", "3: b|c"]
            )
            #expect(read("a,b\n\(longer)", chunk: size, limits: limits) == ["1: a|b", "2: lineTooLong"])
            let open = "a,\"b\n" + String(repeating: "c,d\n", count: 10)
            let rest = (2...11).map { "\($0): c|d" }
            #expect(read(open, chunk: size, limits: limits) == ["1: unclosedQuote"] + rest)
        }
    }

    @Test func `passes over a line of any length without holding it`() {
        // Two gigabytes take a minute without optimisation, so only `make soak` waits for them.
        let mebibytes = ProcessInfo.processInfo.environment["FORM"] == "long" ? 2048 : 64
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        var reader = CSVReader()
        reader.feed(Array("a,b\n".utf8))
        #expect(reader.next() == .record)
        var faults = 0
        for _ in 0..<mebibytes {
            reader.feed(chunk)
            while let event = reader.next() {
                #expect(event == .fault(.lineTooLong))
                faults += 1
            }
        }
        reader.feed(Array("\nc,d\n".utf8))
        #expect(reader.next() == .record)
        #expect((faults, reader.line, reader.offset) == (1, 3, 4 + (mebibytes << 20) + 5))
    }

    @Test func `counts the bytes behind each event`() {
        var reader = CSVReader()
        reader.feed(Array("a,b\r\n\"c\nd\",e\nf".utf8))
        var offsets: [Int] = []
        while reader.next() != nil { offsets.append(reader.offset) }
        reader.end()
        while reader.next() != nil { offsets.append(reader.offset) }
        #expect(offsets == [5, 13, 14])
        #expect(!reader.endedWithLineEnd)
    }

    @Test func `tells an empty cell from an empty text`() {
        var reader = CSVReader()
        reader.feed(Array("\"\",,a\n".utf8))
        #expect(reader.next() == .record)
        #expect((0..<3).map { reader.isQuoted($0) } == [true, false, false])
    }
}
