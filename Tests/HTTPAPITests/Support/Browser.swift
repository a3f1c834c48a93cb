import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// A person with a login, and a password that is known.
struct Account: Sendable {
    let person: Person.ID
    let email: String
    var password = "long enough for anybody"

    /// A new login for a person of the factory.
    static func of(_ principal: Principal, passwords: PasswordHasher = TestAPI.passwords) async throws -> Account {
        let id = try #require(principal.person)
        let email = try #require(try await database.withHosting { try await $0.person(id) }).email
        let account = Account(person: id, email: email)
        let hash = try await passwords.hash(Password(account.password, for: email))
        try await database.withHosting { try await $0.setPassword(hash: hash, of: id) }
        return account
    }
}

/// A browser: it keeps cookies, and a page in it knows the CSRF token.
struct Browser: Sendable {
    let client: any TestClientProtocol
    /// Where it stands.
    var address = "203.0.113.7"
    var cookies: [String: String] = [:]
    var csrfToken: String?

    init(_ client: any TestClientProtocol, at address: String = "203.0.113.7") {
        self.client = client
        self.address = address
    }

    /// The session's secret.
    var secret: String { cookies[SessionCookie.session] ?? "" }

    func ask(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> Reply {
        var headers: HTTPFields = [.forwardedFor: address, .userAgent: "Test/1.0"]
        headers[.csrfToken] = csrfToken
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        return try await client.stranger.ask(method, path, body, headers: headers)
    }

    /// Asks, and keeps what the answer gives it to keep.
    mutating func keep(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> Reply {
        let reply = try await ask(method, path, body)
        for cookie in reply.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = cookie.contains("Max-Age=0;") ? nil : String(pair[1])
        }
        if reply.status < 300, !reply.body.isEmpty, let token = try reply.json["csrf_token"]?.text { csrfToken = token }
        return reply
    }

    mutating func signIn(_ account: Account, password: String? = nil) async throws -> Reply {
        try await keep(
            .post,
            "/v1/session",
            ["email": .string(account.email), "password": .string(password ?? account.password)]
        )
    }
}
