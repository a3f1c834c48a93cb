import Domain
import Testing

@Suite struct AccessTokenTests {
    @Test func `a token is known by its form, and shows nothing of itself`() throws {
        let token = AccessToken.make()
        #expect(AccessToken(token.text) == token)
        #expect(AccessToken.make() != token)
        #expect(token.text.count == 53 && "\(token)" == "clt_token_…")
        var shown = ""
        dump(token, to: &shown)
        #expect(!shown.contains(token.text.suffix(43)))
        for other in [
            "", "clt_token_", String(token.text.dropLast()), token.text + "x", "clt_live_" + token.text.dropFirst(10),
        ] {
            #expect(AccessToken(other) == nil)
        }
    }
}
