import Testing

@testable import HTTPAPI

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws(JSONParsingError) -> JSON {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test func `every kind of value is read`() throws {
        let text = #" {"a": [1, -2.5, 1e2, true, false, null], "b": {"c": "d"}, "e": ""} "#
        #expect(
            try parse(text) == [
                "a": [1, .number(-2.5), 100, true, false, .null], "b": ["c": "d"], "e": "",
            ]
        )
    }

    @Test func `escapes and surrogate pairs become characters`() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t\u00e9\u4E2d\ud83d\ude00""#) == .string("\"\\/\u{8}\u{C}\n\r\té中😀"))
    }

    @Test func `whole numbers of 64 bits stay exact`() throws {
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("-9223372036854775808") == .integer(.min))
    }

    @Test func `a whole number is one however it is written, as far as that is exact`() throws {
        for text in ["1.0", "10e-1", "0.1e1", "1e0"] { #expect(try parse(text) == 1, "\(text)") }
        #expect(try parse("-0.0") == 0)
        #expect(try parse("9007199254740992.0") == .integer(1 << 53))
        #expect(try parse("1e16") == .number(1e16))
    }

    @Test(arguments: [
        "", "{", "[1,", "[1 2]", "{\"a\"}", "{\"a\":1,}", "[1,]", "01", "-", "1.", "1e", ".5", "+1", "nul", "tru",
        "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "{} {}", "NaN",
        "'a'",
        "1e999", "-1e999",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONParsingError.self) { try parse(text) }
    }

    @Test func `the same name twice in one object is refused`() {
        #expect(throws: JSONParsingError(reason: "the same name twice in one object", offset: 10)) {
            try parse(#"{"a":1,"a":2}"#)
        }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: JSONParsingError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONParsingError.self) { try JSONParser.parse([0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func `nesting ends at the limit, however deep the text is`() throws {
        let allowed = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try parse(allowed)
        #expect(throws: JSONParsingError.self) { try parse(String(repeating: "[", count: 10_000)) }
    }

    @Test func `what was read is written the same`() throws {
        let text = #"{"a":[1,-2.5,"\u0001\"\\\n中"],"b":null,"c":true}"#
        #expect(String(decoding: try parse(text).utf8, as: UTF8.self) == text)
    }
}
