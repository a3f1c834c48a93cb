import Domain
import Hummingbird
import Store

/// What a handler of an operation for anybody is given: nobody is signed in.
struct OpenScope: Sendable {
    /// From where somebody asks.
    let client: ClientFacts
    /// What a program shows beside the body: the header Authorization.
    let authorization: String?
    /// What the reader reads.
    let language: Language
    /// What proves who somebody is.
    let identity: Identity
    /// The database; nothing of it may be kept from others while a password is hashed.
    let database: Database

    /// Does something in one transaction of the hosting role.
    func hosting<Result: Sendable>(
        _ work: @Sendable (HostingTransaction) async throws -> Result
    ) async throws -> Result {
        try await database.withHosting(work)
    }
}

extension Endpoint {
    /// Does something for anybody, from a body.
    static func open<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        status: HTTPResponse.Status = .created,
        _ handle: @escaping @Sendable (In, OpenScope) async throws -> Out
    ) -> Endpoint {
        Endpoint(
            method: .post,
            root: .open,
            path: path,
            id: id,
            summary: summary,
            needs: nil,
            filters: [],
            input: .json(In.self),
            output: .of(Out.self),
            status: status,
            isContested: false,
            runner: .open { scope, input in
                let body = try await handle(try JSONInputDecoder.decode(In.self, from: input), scope)
                let isEmpty = Out.self == NoBody.self
                return Answer(status: status, body: isEmpty ? nil : try JSONOutput.bytes(body), cookies: body.cookies)
            }
        )
    }
}

extension Endpoint {
    /// Tells anybody something, where a standard looks for it; nil is 404.
    static func wellKnown<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        _ tell: @escaping @Sendable (OpenScope) -> Out?
    ) -> Endpoint {
        Endpoint(
            method: .get,
            root: .wellKnown,
            path: path,
            id: id,
            summary: summary,
            needs: nil,
            filters: [],
            input: nil,
            output: .of(Out.self),
            status: .ok,
            isContested: false,
            runner: .open { scope, _ in
                guard let body = tell(scope) else { throw Problem.notFound }
                return Answer(status: .ok, body: try JSONOutput.bytes(body))
            }
        )
    }
}

extension EndpointResponder {
    /// Answers a request for which nobody needs to be signed in.
    func openly(
        _ request: Request,
        _ client: ClientFacts,
        _ place: Place,
        _ handle: @escaping @Sendable (OpenScope, JSON) async throws -> Answer
    ) async throws -> Answer {
        _ = try Query(request.uri.query, declared: endpoint.filters)
        let body = try await place.body(of: request, endpoint)
        let scope = OpenScope(
            client: client,
            authorization: request.headers[.authorization],
            language: Language(accepting: request.headers[.acceptLanguage] ?? ""),
            identity: kernel.identity,
            database: kernel.database
        )
        return try await withDeadline(Kernel.deadline) { try await handle(scope, body.value) }
    }
}
