import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SignOn
import Store
import TestSupport

@testable import HTTPAPI

/// The API in front of the suite's database, asked through its router.
enum TestAPI {
    /// Passwords that cost next to nothing.
    static let passwords = PasswordHasher(cost: .init(passes: 1, bytes: 8192))

    /// What IDENTITY_KEY would say.
    static let identityKey = "another key of more than thirty-two characters"

    /// Runs a test with it. X-Forwarded-For is believed.
    static func run<Value>(
        _ endpoints: [Endpoint] = Routes.all,
        quotas: QuotaLimits = .standard,
        passwords: PasswordHasher = passwords,
        answerTime: Duration = .zero,
        publicURL: String? = "https://clientele.example/",
        identityKey: String? = identityKey,
        relyingParty: RelyingParty = RelyingParty(networks: AllowedNetworks()),
        events: EventHub = EventHub(followsUnasked: false),
        admission: Admission = Admission(connections: 1000),
        logger: Logger? = nil,
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let api = API(
            database: database,
            cursorSecret: "a secret of more than thirty-two characters",
            quotas: quotas,
            webhooks: WebhookPermits(key: "a key of more than thirty-two characters", networks: []),
            proxies: ["127.0.0.1/32"],
            publicURL: publicURL,
            identityKey: identityKey,
            relyingParty: relyingParty,
            passwords: passwords,
            answerTime: answerTime,
            events: events,
            admission: admission,
            endpoints: endpoints
        )
        var silent = Logger(label: "test")
        silent.logLevel = .critical
        return try await Application(responder: api.responder(), logger: logger ?? silent).test(.router, test)
    }
}

/// What came back.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    /// The body as JSON.
    var json: JSON {
        get throws { try JSONParser.parse(body) }
    }

    /// The problem's code.
    var code: String? {
        get throws {
            guard case .string(let code)? = try json["code"] else { return nil }
            return code
        }
    }

    /// The pointers and codes of what is wrong: "/name required".
    var errors: [String] {
        get throws {
            guard case .array(let errors)? = try json["errors"] else { return [] }
            return errors.map { "\($0["pointer"]?.text ?? "") \($0["code"]?.text ?? "")" }
        }
    }

    /// A text member of the body.
    func text(_ name: String) throws -> String {
        try json[name]?.text ?? ""
    }
}

extension JSON {
    /// The text of a string; nil for anything else.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array; none for anything else.
    var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }
}

/// Somebody who asks, with a key of their own.
struct Caller: Sendable {
    let client: any TestClientProtocol
    let key: String?

    /// Asks. A body is sent as JSON.
    func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var all: HTTPFields = [:]
        if body != nil { all[.contentType] = "application/json" }
        for field in headers { all[field.name] = nil }
        all.append(contentsOf: headers)
        return try await send(method, path, body.map { Array($0.utf8) }, headers: all)
    }

    /// Sends these bytes, whatever they are.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ bytes: [UInt8]?,
        headers: HTTPFields
    ) async throws -> Reply {
        var all = headers
        if let key { all[.authorization] = "Bearer \(key)" }
        let buffer = bytes.map { ByteBuffer(bytes: $0) }
        let response = try await client.execute(uri: path, method: method, headers: all, body: buffer)
        return Reply(
            status: response.status.code,
            headers: response.headers,
            body: Array(response.body.readableBytesView)
        )
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Reply {
        try await ask(.get, path, headers: headers)
    }

    func post(_ path: String, _ body: JSON? = nil, headers: HTTPFields = [:]) async throws -> Reply {
        try await ask(.post, path, body, headers: headers)
    }

    func patch(_ path: String, _ body: JSON, version: Int) async throws -> Reply {
        try await ask(.patch, path, body, headers: [.ifMatch: "\"\(version)\""])
    }
}

extension TestClientProtocol {
    /// Somebody without a key.
    var stranger: Caller { Caller(client: self, key: nil) }

    /// A person of the factory, with a new key.
    func caller(_ principal: Principal) async throws -> Caller {
        guard let person = principal.person else { return stranger }
        return try await caller(bearer: .person(person))
    }

    /// Whoever acts with a new key.
    func caller(bearer: APIKey.Bearer) async throws -> Caller {
        let issued = try await database.withHosting { try await $0.issueKey(to: bearer, name: "test", expiresAt: nil) }
        return Caller(client: self, key: issued.secret.text)
    }

    /// A new person who works for an agency, with a key.
    func agencyCaller(_ agency: Agency.ID, role: Agency.Role = .operator) async throws -> Caller {
        let person = try await database.withHosting { hosting in
            let email = "\(Factory.word())@agency.example"
            let person = try await hosting.findOrAddPerson(name: "Operator", email: email, locale: .english)
            try await hosting.setAgencyMember(person.id, of: agency, role: role)
            return person
        }
        return try await caller(bearer: .person(person.id))
    }
}
