import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// What proves who somebody is, or lets somebody act as them, is written nowhere: into no log, no figure and no row of the
/// database. What is looked for, and what streams tell, is written into no log and into no note of a read.
@Suite struct IdentityCanaryTests {
    private let canary = "kanarienvogel\(UInt32.random(in: 1_000_000...9_999_999))"
    private let spoken = "zaunkoenig\(UInt32.random(in: 1_000_000...9_999_999))"
    private let email = "agent@tea.example"

    /// A browser's session.
    private struct Session {
        let cookie: String
        let csrfToken: String
    }

    @Test func `passwords, links, factors, tokens and sessions are written nowhere`() async throws {
        let provider = try await SignOnProvider()
        defer { provider.stop() }
        let mail = try post()
        let installation = try Installation(environment: [
            "LOG_LEVEL": "trace", "IDENTITY_KEY": "a key of this run, \(canary), long enough for it",
            "PUBLIC_URL": "https://clientele.example", "SIGN_ON_NETWORKS": "127.0.0.0/8",
            "MAIL_SENDMAIL": mail.program, "MAIL_FROM": "no-reply@clientele.example",
        ])
        let shops = try TwoShops(installation)
        try await installation.start()

        var secrets = [canary, shops.tea.manager.key, SignOnProvider.secret]
        secrets += try await signIn(installation)
        secrets += try await signOn(installation, provider)
        secrets.append(try await reset(installation, mail.message))
        secrets += try await actForProgram(installation, shops.tea)
        try await listenAndSearch(installation, shops.tea)

        #expect(secrets.count > 20 && secrets.allSatisfy { $0.count >= 8 })
        var told = ""
        for name in ["clientele-api", "clientele-worker"] { told += try installation.daemon(name).output }
        for isWorker in [false, true] { told += try await installation.metrics(ofWorker: isWorker) }
        #expect(told.count > 10_000)
        for text in secrets + [spoken] { #expect(!told.contains(text)) }

        let address = installation.server.address(of: installation.database)
        let rows = try Program.run("pg_dump", ["--data-only", "--dbname", address]).checked().output
        #expect(rows.contains(spoken) && rows.contains(email))
        for text in secrets {
            #expect(!rows.contains(text))
            #expect(!rows.contains(text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()))
        }
        let reads = try installation.server.psql(
            "select count(*) > 0, count(*) filter (where e::text like '%\(spoken)%') from app.audit_events as e where action = 'read'",
            on: installation.database
        )
        #expect(reads == "t|0")
        try installation.remove()
    }

    /// An invitation, a wrong password, a second factor and a recovery code.
    private func signIn(_ installation: Installation) async throws -> [String] {
        let password = "a long one with \(canary)"
        let link = try #require(try installation.json("person", "invite", email)["token"].string)
        _ = try await ask(installation, "/v1/invitations/acceptance", ["token": link, "password": password], 204)
        _ = try await ask(installation, "/v1/session", ["email": email, "password": canary + " is wrong"], 401)
        let first = try await begin(installation, ["email": email, "password": password])
        let begun = try await ask(installation, "/v1/me/second-factor", ["current_password": password], 201, first)
        let secret = try #require(begun.body["secret"].string)
        let (code, bytes) = try timeCode(secret)
        let confirmed = try await ask(installation, "/v1/me/second-factor/confirmation", ["code": code], 201, first)
        let recovery = confirmed.body["recovery_codes"].array.compactMap(\.string)
        #expect(recovery.count == 10)
        let second = try await begin(installation, ["email": email, "password": password, "code": recovery[0]])
        let sessions = [first, second].flatMap { [String($0.cookie.drop { $0 != "=" }.dropFirst()), $0.csrfToken] }
        return [link, secret, bytes] + recovery + sessions
    }

    /// The word of a provider.
    private func signOn(_ installation: Installation, _ provider: SignOnProvider) async throws -> [String] {
        let file = try installation.file("secret", SignOnProvider.secret)
        try installation.clientele(
            "sign-on",
            "set",
            "--issuer",
            provider.issuer,
            "--client-id",
            SignOnProvider.clientID,
            "--secret-file",
            file,
            "--email-domain",
            "tea.example"
        ).checked()
        try provider.order(SignOnProvider.Orders("17", email))
        let begun = try await ask(installation, "/v1/sign-on", ["email": email], 201)
        let back = try await provider.visit(try #require(begun.body["authorization_url"].string))
        let cookie = String(begun.cookies.prefix { $0 != ";" })
        let session = Session(cookie: cookie, csrfToken: "")
        let done = try await ask(installation, "/v1/sign-on/completion", back, 201, session)
        return [try #require(back["code"]), try #require(back["state"]), try #require(done.body["csrf_token"].string)]
    }

    /// A link by mail; answers its secret.
    private func reset(_ installation: Installation, _ message: String) async throws -> String {
        _ = try await ask(installation, "/v1/password-resets", ["email": email], 202)
        try await eventually("the mail was sent", within: .seconds(60)) {
            FileManager.default.fileExists(atPath: message)
        }
        let parts = try String(contentsOfFile: message, encoding: .utf8).components(separatedBy: "\n\n")
        let text = try #require(Data(base64Encoded: parts[1].replacing("\n", with: "")))
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        let secret = try #require(lines.first { $0.hasPrefix("https://") }?.split(separator: "#").last).description
        let password = "another long one with \(canary)"
        let body = ["token": secret, "password": password]
        _ = try await ask(installation, "/v1/password-resets/completion", body, 204)
        _ = try await ask(installation, "/v1/password-resets/completion", body, 422)
        return secret
    }

    /// A key of an integration, a token, and a wrong secret.
    private func actForProgram(_ installation: Installation, _ shop: TwoShops.Shop) async throws -> [String] {
        let issued = try await shop.manager.post(shop.path("integration-keys"), ["name": "Shop"]).expecting(201)
        let key = try #require(issued["secret"].string), prefix = try #require(issued["key"]["prefix"].string)
        func oauth(_ path: String, _ form: String, _ secret: String) async throws -> APIClient.Answer {
            let shown = ["Authorization": "Basic " + Data("\(prefix):\(secret)".utf8).base64EncodedString()]
            return try await installation.api("").send(
                "POST",
                "/v1/oauth/" + path,
                Data(form.utf8),
                shown,
                type: "application/x-www-form-urlencoded"
            )
        }
        let given = try await oauth("token", "grant_type=client_credentials", key).expecting(200)
        let token = try #require(given["access_token"].string)
        _ = try await oauth("token", "grant_type=client_credentials&scope=\(canary)", key).expecting(400)
        // By hand: URLSession waits for ever where a server asks for Basic.
        let wrong = Data("\(prefix):\(key)\(canary)".utf8).base64EncodedString()
        let form = "grant_type=client_credentials"
        let raw = try RawClient(port: installation.port)
        raw.say("POST /v1/oauth/token HTTP/1.1\r\nHost: x\r\nAuthorization: Basic \(wrong)\r\nConnection: close\r\n")
        raw.say("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.count)\r\n\r\n\(form)")
        #expect(raw.hear().hasPrefix("HTTP/1.1 401"))
        _ = try await installation.api(token).get(shop.path("customers")).expecting(200)
        #expect(try await oauth("revocation", "token=\(token)", key).status == 200)
        return [key, token]
    }

    /// A customer who is heard of, found and looked at.
    private func listenAndSearch(_ installation: Installation, _ shop: TwoShops.Shop) async throws {
        let stream = try EventClient(port: installation.port, path: shop.path("events"), key: shop.manager.key)
        try stream.read("the beginning") { $0.lastID != nil }
        let body = ["name": spoken, "code": spoken, "email": "\(spoken)@x.example", "note": spoken]
        let id = try await shop.manager.post(shop.path("customers"), body).expecting(201)["id"].string ?? ""
        try stream.read("the customer", within: .seconds(20)) { $0.text.contains(self.spoken) }
        stream.hangUp()
        for path in ["search?q=\(spoken)", "customers?q=\(spoken)", "customers/\(id)"] {
            _ = try await shop.manager.get(shop.path(path)).expecting(200)
        }
        _ = try await shop.manager.get(shop.path("search?q=\(spoken)&kind=\(spoken)")).expecting(422)
    }

    /// Signs in; a browser keeps the cookie.
    private func begin(_ installation: Installation, _ body: [String: String]) async throws -> Session {
        let answer = try await ask(installation, "/v1/session", body, 201)
        let name = "__Host-clientele_session="
        let start = try #require(answer.cookies.range(of: name))
        let cookie = name + answer.cookies[start.upperBound...].prefix { $0 != ";" }
        return Session(cookie: String(cookie), csrfToken: try #require(answer.body["csrf_token"].string))
    }

    /// Asks as a page of a browser does.
    private func ask(
        _ installation: Installation,
        _ path: String,
        _ body: [String: String],
        _ wanted: Int,
        _ session: Session? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> (body: JSON, cookies: String) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(installation.port)\(path)")))
        request.httpMethod = "POST"
        request.httpBody = try JSONSerialization.data(withJSONObject: body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(session?.cookie, forHTTPHeaderField: "Cookie")
        request.setValue(session?.csrfToken, forHTTPHeaderField: "X-CSRF-Token")
        let (data, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        #expect(answer.statusCode == wanted, "\(path)", sourceLocation: location)
        let text = data.isEmpty ? JSON(NSNull()) : try JSON(parsing: data)
        return (text, answer.value(forHTTPHeaderField: "Set-Cookie") ?? "")
    }

    /// What an authenticator shows for a secret, by another implementation; and the secret's bytes in hexadecimal digits.
    private func timeCode(_ secret: String) throws -> (code: String, bytes: String) {
        let program = """
            import base64, hmac, sys, time
            key = base64.b32decode(sys.argv[1])
            digest = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"), "sha1").digest()
            start = digest[19] & 15
            print("%06d %s" % ((int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF) % 10**6, key.hex()))
            """
        let words = try Program.run("python3", ["-c", program, secret]).checked().output.split(
            whereSeparator: \.isWhitespace
        )
        return (String(words[0]), String(words[1]))
    }

    /// A program that takes mail, and where it leaves the last message.
    private func post() throws -> (program: String, message: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (program, message) = (folder.appending(path: "sendmail").path, folder.appending(path: "message").path)
        try Data("#!/bin/sh\ncat >'\(message).part' && mv '\(message).part' '\(message)'\n".utf8)
            .write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        return (program, message)
    }
}
