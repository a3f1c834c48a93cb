import Domain
import Testing

@Suite struct PasswordTests {
    @Test(arguments: [
        ("short", PasswordError.tooShort), ("fourteen chars", .tooShort),
        (String(repeating: "长", count: 86), .tooLong), (String(repeating: "ab", count: 129), .tooLong),
        ("aaaaaaaaaaaaaaa", .tooCommon), ("abcabcabcabcabcabc", .tooCommon), ("PasswordPassword", .tooCommon),
        ("QwertyUiopAsdfgh", .tooCommon), ("grace@harbour.example", .tooCommon), ("gracegracegracegrace", .tooCommon),
        ("1234567890123456", .tooCommon),
    ])
    func `a weak password is refused`(text: String, error: PasswordError) {
        #expect(throws: error) { try Password(text, for: "grace@harbour.example") }
    }

    @Test(arguments: [
        "fifteen letters", "gracefully aging oaks", "十五个汉字组成的一个很长的密码词", "               a",
        String(repeating: "ab", count: 1) + String(repeating: "z", count: 254),
        "1234567890123457",
    ])
    func `any other is taken, whatever it is made of`(text: String) throws {
        #expect(try Password(text, for: "grace@harbour.example").text == text)
    }

    @Test(arguments: [
        ("cafe\u{301} au lait chaud", "caf\u{E9} au lait chaud"), ("fifteen\u{3000}or\u{A0}more", "fifteen or more"),
        ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 123456789012", "한글 123456789012"),
        ("ＦＵＬＬ width and Case stay", "ＦＵＬＬ width and Case stay"), ("ﬁfteen ligatures", "ﬁfteen ligatures"),
    ])
    func `a password is the same from whatever keyboard`(typed: String, kept: String) throws {
        let password = try Password(typed, for: "grace@harbour.example")
        #expect(Array(password.text.utf8) == Array(kept.utf8))
        #expect(Array(Password.prepared(kept).utf8) == Array(kept.utf8))
    }

    @Test func `a password and a token show nothing of themselves`() throws {
        let (password, token) = (try Password("a secret of fifteen", for: "a@b"), SecretToken.make())
        for text in [
            "\(password)", String(reflecting: password), "\([password])", "\(token)", String(reflecting: token),
        ] {
            #expect(!text.contains(password.text) && !text.contains(token.text))
        }
        var dumped = ""
        dump((password, token), to: &dumped)
        #expect(!dumped.contains(password.text) && !dumped.contains(token.text))
    }

    @Test func `a token is read as it was written, and nothing else is one`() {
        let token = SecretToken.make()
        #expect(SecretToken(token.text) == token && SecretToken.make() != token)
        for text in ["", String(token.text.dropLast()), token.text + "A", String(token.text.dropLast()) + "="] {
            #expect(SecretToken(text) == nil)
        }
    }
}
