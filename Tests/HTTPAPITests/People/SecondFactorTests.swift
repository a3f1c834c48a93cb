import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct SecondFactorTests {
    /// The code of the secret as it was shown, some half minutes from now.
    private func code(_ secret: [UInt8], _ offset: Int64 = 0) throws -> String {
        let now = try testDatabase.psql("select floor(extract(epoch from now()) / 30)::bigint")
        return TimeCode.code(secret, step: try #require(Int64(now)) + offset)
    }

    private func bytes(_ base32: String) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = base32.map { letter in
            let number = String(letters.firstIndex(of: letter) ?? 0, radix: 2)
            return String(repeating: "0", count: 5 - number.count) + number
        }.joined()
        return stride(from: 0, to: bits.count - 7, by: 8).compactMap { UInt8(bits.dropFirst($0).prefix(8), radix: 2) }
    }

    /// Somebody who signs in with a second factor, with its secret and recovery codes; the code of the half minute before
    /// this one is used up.
    private func enrol(_ browser: inout Browser, _ account: Account) async throws -> (secret: [UInt8], codes: [String])
    {
        _ = try await browser.signIn(account)
        let begun = try await browser.ask(
            .post,
            "/v1/me/second-factor",
            ["current_password": .string(account.password)]
        )
        #expect(begun.status == 201)
        let text = try begun.text("secret")
        #expect(try begun.text("uri").hasPrefix("otpauth://totp/Clientele:"))
        #expect(try begun.text("uri").contains("secret=\(text)&issuer=Clientele"))
        let secret = bytes(text)
        let confirmed = try await browser.ask(
            .post,
            "/v1/me/second-factor/confirmation",
            ["code": .string(try code(secret, -1))]
        )
        #expect(confirmed.status == 201)
        return (secret, try confirmed.json["recovery_codes"]?.elements.compactMap(\.text) ?? [])
    }

    private func signIn(_ client: any TestClientProtocol, _ account: Account, _ code: String?) async throws -> Reply {
        var body: [JSON.Member] = [
            .init(name: "email", value: .string(account.email)),
            .init(name: "password", value: .string(account.password)),
        ]
        if let code { body.append(.init(name: "code", value: .string(code))) }
        return try await Browser(client).ask(.post, "/v1/session", .object(body))
    }

    @Test func `signing in asks for a code, which works once`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var (browser, elsewhere) = (Browser(client), Browser(client))
            _ = try await elsewhere.signIn(account)
            let (secret, codes) = try await enrol(&browser, account)
            #expect(secret.count == 20 && Set(codes).count == 10)
            #expect(try await elsewhere.ask(.get, "/v1/me").status == 401)
            #expect(try await browser.ask(.get, "/v1/me").status == 200)
            let asked = try await signIn(client, account, nil)
            #expect(try asked.status == 401 && asked.code == "second_factor.required")
            #expect(asked.headers[values: .setCookie].isEmpty)
            #expect(try await signIn(client, account, try code(secret, -1)).code == "second_factor.refused")
            #expect(try await signIn(client, account, try code(secret, -3)).code == "second_factor.refused")
            let right = try code(secret)
            #expect(try await signIn(client, account, right).status == 201)
            #expect(try await signIn(client, account, right).code == "second_factor.refused")
            #expect(try await signIn(client, account, try code(secret, 1)).status == 201)
            let wrong = Account(person: account.person, email: account.email, password: "not what it is, is it")
            #expect(try await signIn(client, wrong, right).code == "sign_in.refused")
        }
    }

    @Test(arguments: [false, true]) func `of many who show one code at once one gets in`(isForRecovery: Bool)
        async throws
    {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let (secret, codes) = try await enrol(&browser, account)
            let shown = isForRecovery ? try #require(codes.first) : try code(secret)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await signIn(client, account, shown).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1 && statuses.filter { $0 == 401 }.count == 3)
        }
    }

    @Test func `a recovery code works once, however it is typed`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let (_, codes) = try await enrol(&browser, account)
            let typed = codes[0].uppercased().replacing("-", with: " ")
            #expect(try await signIn(client, account, typed).status == 201)
            #expect(try await signIn(client, account, codes[0]).code == "second_factor.refused")
            #expect(try await browser.ask(.get, "/v1/me/second-factor").json["recovery_codes_left"] == 9)
            let kept = try testDatabase.psql(
                "select coalesce(string_agg(t::text, ''), '') from app.recovery_codes t"
            )
            #expect(!kept.contains(codes[1]))
        }
    }

    @Test func `guessing codes is slow even for who knows the password`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let (secret, _) = try await enrol(&browser, account)
            for _ in 0..<5 { #expect(try await signIn(client, account, "no code at all").status == 401) }
            #expect(try await signIn(client, account, try code(secret)).status == 429)
        }
    }

    @Test func `taking it away asks for password and code`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let (_, codes) = try await enrol(&browser, account)
            let path = "/v1/me/second-factor/removal"
            func body(_ password: String, _ code: String) -> JSON {
                ["current_password": .string(password), "code": .string(code)]
            }
            let again: JSON = ["current_password": .string(account.password)]
            #expect(try await browser.ask(.post, "/v1/me/second-factor", again).code == "second_factor.enrolled")
            #expect(try await browser.ask(.post, path, body("not the password", codes[0])).code == "password.wrong")
            let wrong = try await browser.ask(.post, path, body(account.password, "000000000"))
            #expect(try wrong.code == "second_factor.wrong")
            #expect(try await browser.ask(.post, path, body(account.password, codes[0])).status == 200)
            #expect(try await signIn(client, account, nil).status == 201)
            let deeds = try await browser.ask(.get, "/v1/me/sign-ins").json["items"]?.elements
            let names = deeds?.compactMap { $0["deed"]?.text } ?? []
            #expect(names.contains("factor_enrolled") && names.contains("factor_removed"))
        }
    }

    @Test func `without a key nobody enrols, and with another nothing is opened`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        let present: JSON = ["current_password": .string(account.password)]
        try await TestAPI.run(identityKey: nil) { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account)
            let reply = try await browser.ask(.post, "/v1/me/second-factor", present)
            #expect(try reply.status == 409 && reply.code == "second_factor.no_key")
        }
        let (secret, codes) = try await TestAPI.run { client in
            var browser = Browser(client)
            return try await enrol(&browser, account)
        }
        try await TestAPI.run(identityKey: "yet another key of more than thirty-two characters") { client in
            let unreadable = try await signIn(client, account, try code(secret))
            #expect(try unreadable.code == "second_factor.no_key")
            let recovered = try await signIn(client, account, codes[0])
            #expect(recovered.status == 201)
        }
        let kept = try testDatabase.psql(
            "select encode(sealed, 'hex') from app.second_factors where person_id = '\(account.person)'"
        )
        #expect(!kept.contains(secret.map { String($0, radix: 16) }.joined()))
    }
}
