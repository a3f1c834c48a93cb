import Domain
import HTTPTypes
public import Hummingbird
import NIOCore
public import Store

/// The HTTP API: every declared operation, routed.
public struct API: Sendable {
    private let kernel: Kernel
    private let endpoints: [Endpoint]

    /// The API of a database. `cursorSecret` signs the cursors of lists: the same for every process of an installation.
    public init(database: Database, cursorSecret: String) {
        self.init(database: database, cursorSecret: cursorSecret, endpoints: Routes.all)
    }

    /// The API of some operations only.
    init(database: Database, cursorSecret: String, endpoints: [Endpoint]) {
        kernel = Kernel(
            database: database,
            signIn: SignIn(database: database),
            cursors: CursorSigner(secret: cursorSecret),
            log: AccessLog()
        )
        self.endpoints = endpoints
    }

    /// The OpenAPI document of every operation, as JSON.
    public static var document: String {
        String(decoding: OpenAPIDocument(endpoints: Routes.all).json.utf8, as: UTF8.self)
    }

    /// What answers requests.
    public func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
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
        let document = OpenAPIResponder(endpoints: endpoints)
        router.on("/openapi.json", method: .get, responder: document)
        router.on("/openapi.json", method: .head, responder: HeadResponder(get: document))
        methods["/openapi.json"] = [.get, .head]
        for (path, allowed) in methods {
            for method in Self.standardMethods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method, responder: OtherMethodResponder(allowed: allowed))
            }
        }
        return router
    }

    /// What answers requests, with a problem for every path that is not declared.
    public func responder() -> some HTTPResponder<BasicRequestContext> {
        UnknownPathResponder(known: router().buildResponder())
    }

    private static let standardMethods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}

/// Answers HEAD as GET is answered, without the body.
struct HeadResponder<Get: HTTPResponder<BasicRequestContext>>: HTTPResponder {
    typealias Context = BasicRequestContext
    let get: Get

    func respond(to request: Request, context: Context) async throws -> Response {
        try await get.respond(to: request, context: context).createHeadResponse()
    }
}

/// Says which methods a path has: to OPTIONS with 204, to any other with 405.
struct OtherMethodResponder: HTTPResponder {
    typealias Context = BasicRequestContext
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

/// Tells every path that is not declared apart from nothing else: 404 with the usual body.
struct UnknownPathResponder<Known: HTTPResponder<BasicRequestContext>>: HTTPResponder {
    typealias Context = BasicRequestContext
    let known: Known

    func respond(to request: Request, context: Context) async throws -> Response {
        let response = try await known.respond(to: request, context: context)
        guard context.endpointPath == "NotFound" else { return response }
        let language = Language(accepting: request.headers[.acceptLanguage] ?? "")
        return EndpointResponder.response(.notFound, to: request, language, RequestNames(headers: request.headers))
    }
}
