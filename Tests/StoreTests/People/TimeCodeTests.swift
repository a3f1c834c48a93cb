import Domain
import Store
import Testing

@Suite struct TimeCodeTests {
    private static let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B, of whose eight digits six are shown.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the RFC`(second: Int64, code: String) {
        #expect(TimeCode.code(Self.secret, step: second / 30) == code)
    }

    /// RFC 4226, appendix D.
    @Test func `so are those of a counter`() {
        let codes = (0..<10).map { TimeCode.code(Self.secret, step: $0) }
        #expect(
            codes == [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ]
        )
    }

    @Test func `a code holds for its half minute and its neighbours`() {
        let code = TimeCode.code(Self.secret, step: 1000)
        for now in Int64(999)...1001 { #expect(TimeCode.step(of: code, Self.secret, at: now) == 1000) }
        for now in [Int64(998), 1002] { #expect(TimeCode.step(of: code, Self.secret, at: now) == nil) }
    }

    /// RFC 4648, section 10.
    @Test(arguments: [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI"), ("", "")])
    func `secrets are written in base 32`(text: String, expected: String) {
        #expect(TimeCode.base32(Array(text.utf8)) == expected)
    }
}
