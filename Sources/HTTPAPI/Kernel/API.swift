import Domain
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import SignOn
public import Store

/// The HTTP API: every declared operation, routed.
public struct API: Sendable {
    private let kernel: Kernel
    private let endpoints: [Endpoint]

    /// The API of a database, through a pool of so many connections. `cursorSecret` signs the cursors of lists: the same for every process of an installation.
    /// `webhooks` says what webhooks may be registered with, `proxies` names the networks, in CIDR notation, of those who
    /// hand on requests and whose word about the client's address is believed. `publicURL` is where people find the pages
    /// that links lead to, `identityKey` encrypts the secrets of second factors and providers, `signOnNetworks` names the
    /// networks besides the public internet where providers may be.
    public init(
        database: Database,
        connections: Int,
        cursorSecret: String,
        quotas: QuotaLimits = .standard,
        webhooks: WebhookPermits,
        proxies: [String] = [],
        publicURL: String? = nil,
        identityKey: String? = nil,
        signOnNetworks: [String] = []
    ) {
        self.init(
            database: database,
            cursorSecret: cursorSecret,
            quotas: quotas,
            webhooks: webhooks,
            proxies: proxies,
            publicURL: publicURL,
            identityKey: identityKey,
            relyingParty: RelyingParty(
                networks: AllowedNetworks(named: signOnNetworks.compactMap(NetworkRange.init))
            ),
            passwords: PasswordHasher(),
            events: EventHub(),
            admission: Admission(connections: connections),
            endpoints: Routes.all
        )
    }

    /// The API of some operations only.
    init(
        database: Database,
        cursorSecret: String,
        quotas: QuotaLimits = .standard,
        webhooks: WebhookPermits,
        proxies: [String] = [],
        publicURL: String? = nil,
        identityKey: String? = nil,
        relyingParty: RelyingParty = RelyingParty(networks: AllowedNetworks()),
        passwords: PasswordHasher,
        answerTime: Duration = .milliseconds(250),
        events: EventHub,
        admission: Admission,
        endpoints: [Endpoint]
    ) {
        kernel = Kernel(
            database: database,
            identity: Identity(
                signIn: SignIn(database: database),
                passwords: passwords,
                throttle: SignInThrottle(),
                devices: DeviceSigner(secret: cursorSecret),
                proxies: proxies.compactMap(NetworkRange.init),
                publicURL: publicURL,
                vault: identityKey.map(FactorVault.init),
                relyingParty: relyingParty,
                signOns: SignOnSigner(secret: cursorSecret),
                providerVault: identityKey.map(ProviderVault.init),
                answerTime: answerTime
            ),
            cursors: CursorSigner(secret: cursorSecret),
            quotas: Quotas(quotas),
            keyUse: KeyUse(),
            readNotes: ReadNotes(),
            webhooks: webhooks,
            events: events,
            admission: admission,
            log: AccessLog()
        )
        self.endpoints = endpoints
    }

    /// The OpenAPI document of every operation, as JSON.
    public static var document: String {
        String(decoding: OpenAPIDocument(endpoints: Routes.all).json.utf8, as: UTF8.self)
    }

    /// What connections come in by.
    func door(_ logger: Logger) -> Door {
        Door(kernel.admission, kernel.quotas, logger)
    }

    /// What answers requests.
    public func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        var methods: [String: [HTTPRequest.Method]] = [:]
        for endpoint in endpoints {
            let responder = EndpointResponder(endpoint: endpoint, kernel: kernel)
            router.on(RouterPath(endpoint.fullPath), method: endpoint.method, responder: responder)
            methods[endpoint.fullPath, default: []].append(endpoint.method)
            if endpoint.method == .get {
                router.on(RouterPath(endpoint.fullPath), method: .head, responder: HeadResponder(get: responder))
                methods[endpoint.fullPath, default: []].append(.head)
            }
        }
        let pages = [
            ("/openapi.json", WrittenOnceResponder.document(of: endpoints)), ("/docs", .page(of: endpoints)),
        ]
        for (path, responder) in pages {
            router.on(RouterPath(path), method: .get, responder: responder)
            router.on(RouterPath(path), method: .head, responder: HeadResponder(get: responder))
            methods[path] = [.get, .head]
        }
        for (path, allowed) in methods {
            for method in Self.standardMethods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method, responder: OtherMethodResponder(allowed: allowed))
            }
        }
        return router
    }

    /// What answers requests, with a problem for every path that is not declared.
    public func responder() -> some HTTPResponder<APIContext> {
        GateResponder(known: router().buildResponder())
    }

    /// Wakes the streams of events, on one listening connection, until the task is cancelled.
    func wakeStreams() async {
        for await company in kernel.database.eventHints() { kernel.events.wake(company) }
    }

    static let standardMethods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}

/// Answers HEAD as GET is answered, without the body.
struct HeadResponder<Get: HTTPResponder<APIContext>>: HTTPResponder {
    typealias Context = APIContext
    let get: Get

    func respond(to request: Request, context: Context) async throws -> Response {
        try await get.respond(to: request, context: context).createHeadResponse()
    }
}

/// Says which methods a path has: to OPTIONS with 204, to any other with 405.
struct OtherMethodResponder: HTTPResponder {
    typealias Context = APIContext
    let allow: String

    init(allowed: [HTTPRequest.Method]) {
        allow = (allowed + [.options]).map(\.rawValue).sorted().joined(separator: ", ")
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        if request.method == .options { return Response(status: .noContent, headers: [.allow: allow]) }
        let problem = Problem(.methodNotAllowed, "method_not_allowed", "This path has \(allow).").with(.allow, allow)
        let language = Language(accepting: request.headers[.acceptLanguage] ?? "")
        return EndpointResponder.response(problem, to: request, language, RequestNames(headers: request.headers))
    }
}

/// What stands before every operation: addresses and headers have a length, methods that nobody knows are 405 where the
/// path is known, and every path that is not declared is 404 with the usual body.
struct GateResponder<Known: HTTPResponder<APIContext>>: HTTPResponder {
    typealias Context = APIContext
    let known: Known

    /// Bytes of an address at most, from the path to the end of the query.
    private static var longestAddress: Int { 8 * 1024 }
    /// Bytes of all header fields at most, names and values.
    private static var longestHeaders: Int { 32 * 1024 }
    /// Header fields at most.
    private static var mostHeaders: Int { 100 }

    func respond(to request: Request, context: Context) async throws -> Response {
        if let problem = Self.refusal(of: request) { return Self.response(problem, to: request) }
        let response = try await known.respond(to: Self.routable(request), context: context)
        return context.endpointPath == "NotFound" ? Self.response(.notFound, to: request) : response
    }

    /// Every path refuses CONNECT, in the way in which it refuses any method that it has not.
    private static func routable(_ request: Request) -> Request {
        guard !API.standardMethods.contains(request.method) else { return request }
        var head = request.head
        head.method = .connect
        return Request(head: head, body: request.body)
    }

    private static func refusal(of request: Request) -> Problem? {
        guard request.uri.string.utf8.count <= longestAddress else { return .addressTooLong }
        let length = request.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
        return request.headers.count <= mostHeaders && length <= longestHeaders ? nil : .headersTooLarge
    }

    private static func response(_ problem: Problem, to request: Request) -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage] ?? "")
        return EndpointResponder.response(problem, to: request, language, RequestNames(headers: request.headers))
    }
}
