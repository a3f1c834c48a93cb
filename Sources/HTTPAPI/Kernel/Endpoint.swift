import Domain
import Hummingbird

/// One operation of the API, declared once: it routes, signs in, validates, runs in one transaction, answers, and
/// writes its own part of the OpenAPI document.
///
/// To add an operation, put a value into your room's list (`enum CustomerEndpoints { static let all: [Endpoint] }`) and
/// one line into `Routes`:
///
///     .get("customers/:id", "getCustomer", "One customer") { scope in
///         try await scope.company.customer(scope.id()).map(CustomerBody.init)      // nil is 404
///     },
///     .list("customers", "listCustomers", "Customers by name", filters: [.choice("stage", Stage.self, "…")]) { scope in
///         let page = try scope.slice(after: CustomerKey.self)
///         let rows = try await scope.company.customers(stage: scope.query.choice("stage"), after: page.after, limit: page.fetch)
///         return try scope.page(rows, page, key: CustomerKey.init) { CustomerBody($0) }
///     },
///     .post("customers", "createCustomer", "Add a customer") { (input: NewCustomer, scope) in … },
///     .patch("customers/:id", "changeCustomer", "Change a customer", needs: .customersWrite) { (input: CustomerPatch, scope) in
///         … expecting: scope.version …                                             // from If-Match
///     },
///
/// Paths are relative to `/v1/companies/{company}/`. `.me.get(…)` declares one under `/v1/me/`, `.agency.get(…)` one
/// under `/v1/agency/`. Inputs are `Described`, answers are `Body`. Throw a `DomainError`; the kernel turns it into a
/// problem. A handler must not keep its scope after it returns: the transaction is over then.
struct Endpoint: Sendable {
    /// The HTTP method.
    let method: HTTPRequest.Method
    /// Where the path begins.
    let root: Root
    /// The path below the root, with `:name` for ids.
    let path: String
    /// The operation's id, unique in the document.
    let id: String
    /// One line that says what it does.
    let summary: String
    /// The permission that it needs, where that is not reading or writing what its list is about.
    let needs: Permission?
    /// The declared parameters of the query.
    let filters: [Filter]
    /// What comes in; nil where there is no body.
    let input: Input?
    /// What goes out; nil where there is nothing.
    let output: Output?
    /// The status of success.
    let status: HTTPResponse.Status
    /// Other statuses of success, with the same answer.
    var otherStatuses: [HTTPResponse.Status] = []
    /// Whether If-Match must say which version was read.
    let isContested: Bool
    /// The work.
    let runner: Runner
    /// Whether its refusals, 400 and 401, have the form of RFC 6749, section 5.2.
    var speaksOAuth = false
    /// Whether what it reads may be a little old, so that a replica may answer.
    var toleratesLag = false
    /// The room it belongs to; set by `Routes`.
    var room = ""
    /// What its list is about, as permissions call it: "customers"; set by `Routes`.
    var subject = ""

    /// Where a path begins, and with it what a handler is given.
    enum Root: String, Sendable {
        /// One company; the handler has its transaction.
        case company = "/v1/companies/:company"
        /// The signed-in person, across companies.
        case me = "/v1/me"
        /// The agency, which hosts companies.
        case agency = "/v1/agency"
        /// Anybody: how somebody comes to be signed in.
        case open = "/v1"
        /// Anybody, where standards look for something (RFC 8615).
        case wellKnown = "/.well-known"

        /// Whether nobody needs to be signed in.
        var isOpen: Bool { self == .open || self == .wellKnown }
    }

    /// A body that comes in.
    struct Input: Sendable {
        /// Its media types; JSON for all but uploads and the forms of OAuth.
        let mediaTypes: [String]
        /// Its JSON Schema.
        let schema: JSON
        /// The type's name in the document.
        let name: String
        /// Reports what is wrong with it.
        let check: @Sendable (JSON, inout Findings) -> Void
    }

    /// A body that goes out.
    struct Output: Sendable {
        /// The type's name in the document.
        let name: String
        /// Its JSON Schema.
        let schema: @Sendable () -> JSON
        /// The example, as JSON.
        let example: @Sendable () -> [UInt8]
        /// Whether it carries an ETag.
        let hasVersion: Bool
        /// Whether Location says where to read it.
        let hasLocation: Bool
        /// Whether it holds a secret that is shown once and kept nowhere.
        let isShownOnce: Bool
        /// Whether it holds what is personal, see `Body.personal`.
        let isPersonal: Bool
    }

    /// The work, by what the handler is given.
    enum Runner: Sendable {
        case company(@Sendable (Scope, JSON) async throws -> Answer)
        case upload(@Sendable (UploadScope) async throws -> Answer)
        case stream(@Sendable (StreamScope) async throws -> EventStream)
        case me(@Sendable (PersonScope, JSON) async throws -> Answer)
        case agency(@Sendable (AgencyScope, JSON) async throws -> Answer)
        case open(@Sendable (OpenScope, JSON) async throws -> Answer)
    }

    /// The whole path, with `:name` for ids.
    var fullPath: String { path.isEmpty ? root.rawValue : "\(root.rawValue)/\(path)" }

    /// Whether it answers with a stream of events.
    var isStream: Bool {
        if case .stream = runner { true } else { false }
    }

    /// Bytes of a body at most, unless it is an upload.
    var bodyLimit: Int {
        if case .open = runner { Kernel.openBodyLimit } else { Kernel.bodyLimit }
    }

    /// The same operation, for figures that may be a little old.
    func toleratingLag() -> Endpoint {
        var endpoint = self
        endpoint.toleratesLag = true
        return endpoint
    }

    /// The permission that it needs: "customers:read". Nobody gets past the gate without it.
    var permission: Permission {
        if let needs { return needs }
        guard let permission = Permission(rawValue: "\(subject):\(method == .get ? "read" : "write")") else {
            preconditionFailure("\(id): no permission is called so: \(subject)")
        }
        return permission
    }

    /// Whether who reads it is an event of the company's audit. What changes something is one in any case.
    var isNoted: Bool { root == .company && method == .get && output?.isPersonal == true }

    /// The built-in roles that may use it.
    var roles: [String] {
        permission.roles.map(\.rawValue) + permission.agencyRoles.map(\.rawValue)
    }

    /// Whether a repeated request is recognised by its Idempotency-Key.
    var takesIdempotencyKey: Bool { method == .post && !root.isOpen }

    /// Whether it must have one: an upload is too long to be sent twice by mistake.
    var needsIdempotencyKey: Bool {
        if case .upload = runner { true } else { false }
    }
}

/// What a handler answered, before it becomes a response.
struct Answer: Sendable {
    /// The status of success.
    var status: HTTPResponse.Status
    /// The JSON text; nil where there is none.
    var body: [UInt8]?
    /// The row's version.
    var version: Int64?
    /// Where the new thing is, as an absolute path.
    var location: String?
    /// How many things the body shows.
    var things = 1
    /// What the browser is to keep: values of Set-Cookie.
    var cookies: [String] = []
    /// Whether this is the stored answer of an earlier request.
    var isReplayed = false
    /// What is sent in place of a body, for as long as it goes on.
    var stream: EventStream?
}
