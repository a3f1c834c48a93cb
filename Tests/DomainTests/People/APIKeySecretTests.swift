import Testing

@testable import Domain

@Suite struct APIKeySecretTests {
    @Test func `a new key reads as itself`() throws {
        let secret = APIKeySecret.make()
        #expect(secret.text.utf8.count == 56)
        #expect(APIKeySecret(secret.text) == secret)
        #expect(secret.text.hasPrefix("clt_live_\(secret.prefix)_"))
    }

    @Test func `every mistyped character is noticed`() {
        let text = APIKeySecret.make().text
        for position in text.indices {
            var mistyped = text
            mistyped.replaceSubrange(position...position, with: text[position] == "x" ? "y" : "x")
            #expect(APIKeySecret(mistyped) == nil)
        }
    }

    @Test(arguments: ["", "clt_live_", "clt_test_Ab3dEf9h_00000000000000000000000000000000000000", "Bearer x"])
    func `what is no key is refused`(text: String) {
        #expect(APIKeySecret(text) == nil)
    }

    @Test func `its description hides the secret`() {
        let secret = APIKeySecret.make()
        #expect("\(secret)" == "clt_live_\(secret.prefix)_…")
    }

    @Test func `the check is the CRC-32 of zip`() {
        #expect(APIKeySecret.crc32(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    }
}
