import Domain
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Store

/// Everything that the operations share.
struct Kernel: Sendable {
    let database: Database
    let identity: Identity
    let cursors: CursorSigner
    let quotas: Quotas
    let keyUse: KeyUse
    let readNotes: ReadNotes
    let webhooks: WebhookPermits
    let events: EventHub
    let admission: Admission
    let log: AccessLog

    /// A JSON body has at most this many bytes.
    static let bodyLimit = 2 * 1024 * 1024
    /// That of somebody who is not signed in has at most this many.
    static let openBodyLimit = 64 * 1024
    /// A JSON body arrives within this time.
    static let bodyDeadline = Duration.seconds(30)
    /// A transaction is over within this time, from asking for a connection to its commit.
    static let deadline = Duration.seconds(10)
    /// What goes through several companies answers within this time.
    static let personDeadline = Duration.seconds(30)
    /// An upload is taken in within this time.
    static let uploadDeadline = Duration.seconds(900)
}

/// Answers the requests of one operation: the gate in front of the handler, and the form of the answer behind it.
struct EndpointResponder: HTTPResponder {
    typealias Context = APIContext

    let endpoint: Endpoint
    let kernel: Kernel

    func respond(to request: Request, context: APIContext) async throws -> Response {
        let started = ContinuousClock.now
        let names = RequestNames(headers: request.headers)
        let company = context.parameters.get("company").flatMap { Company.ID($0) }
        guard let place = await kernel.admission.enter(endpoint, company, context) else {
            // Nothing is known of who asks, and the log has a line for all of them.
            let language = Language(accepting: request.headers[.acceptLanguage] ?? "")
            return Self.response(.overloaded, to: request, language, names)
        }
        defer { place.leave() }
        var entry = AccessLog.Entry(
            operation: endpoint.id,
            path: endpoint.fullPath,
            method: endpoint.method,
            names: names
        )
        var response: Response
        var allowance: Allowance?
        do {
            let answered = endpoint.isStream ? "text/event-stream" : "application/json"
            try MediaType.require(answered, request.headers[.accept])
            let peer = context.channel.remoteAddress?.ipAddress
            let client = ClientFacts(request.headers, peer: peer, proxies: kernel.identity.proxies)
            let work: @Sendable () async throws -> Answer
            if case .open(let handle) = endpoint.runner {
                work = { try await openly(request, client, place, handle) }
            } else {
                let credential = try await kernel.identity.signIn.credential(of: request)
                let member = company.flatMap(credential.membership(in:))?.company
                let taken = kernel.quotas.take(credential.id, in: member)
                allowance = taken
                if let refusal = taken.refusal {
                    // The next one is refused at the door.
                    context.channel.triggerUserOutboundEvent(
                        UsedQuota(key: credential.id, company: member),
                        promise: nil
                    )
                    throw refusal
                }
                let parameters = context.parameters
                work = { try await answer(request, parameters, credential, client, place) }
            }
            let result = try await Departures.stopping(with: context.channel, work)
            response = result.stream?.response(on: context.channel) ?? Self.response(result, to: request)
        } catch {
            let problem = Problem(error)
            if problem.status == .internalServerError { entry.failure = AccessLog.safeDescription(of: error) }
            entry.problem = problem.code
            entry.reason = problem.reason
            let language = Language(accepting: request.headers[.acceptLanguage] ?? "")
            response =
                (endpoint.speaksOAuth ? OAuthRefusal(problem)?.response : nil)
                ?? Self.response(problem, to: request, language, names)
        }
        response.headers[.requestID] = names.requestID
        response.headers[.traceparent] = names.traceparent
        allowance?.write(to: &response.headers)
        entry.status = response.status.code
        kernel.log.write(entry, took: .now - started, logger: context.logger)
        return response
    }

    /// The gate, in the order in which somebody may learn things: where, may, what.
    private func answer(
        _ request: Request,
        _ parameters: Parameters,
        _ credential: Credential,
        _ client: ClientFacts,
        _ place: Place
    ) async throws -> Answer {
        let seat = try Seat(endpoint, credential, parameters)
        let query = try Query(request.uri.query, declared: endpoint.filters)
        let body = try await place.body(of: request, endpoint)
        let ifMatch = try endpoint.isContested ? ETag.version(ifMatch: request.headers[.ifMatch]) : nil
        if endpoint.isContested, ifMatch == nil {
            throw Problem(.preconditionRequired, "if_match.required", "Send If-Match with the ETag that you read.")
        }
        let call = Call(
            endpoint: endpoint,
            credential: credential,
            parameters: parameters,
            client: client,
            csrfToken: credential.session.flatMap { _ in SignIn.sessionSecret(of: request).map(SessionCookie.csrfToken)
            },
            identity: kernel.identity,
            query: query,
            ifMatch: ifMatch,
            language: request.headers[.acceptLanguage].map(Language.init(accepting:)) ?? seat.locale,
            cursors: kernel.cursors,
            webhooks: kernel.webhooks,
            events: kernel.events,
            database: kernel.database
        )
        let repeatable = try RepeatableRequest(
            key: endpoint.takesIdempotencyKey ? request.headers[.idempotencyKey] : nil,
            credential: credential,
            operation: endpoint.id,
            path: request.uri.path,
            body: body.bytes
        )
        if repeatable == nil, endpoint.needsIdempotencyKey {
            throw Problem(.badRequest, "idempotency.required", "An upload needs an Idempotency-Key.")
        }
        if case .company(let company, let principal, _) = seat {
            try await kernel.keyUse.note(credential.proof, of: principal, in: company, kernel.database)
            if principal.support != nil, endpoint.method == .get {
                try await noteRead(of: parameters, principal, company)
            }
        }
        let answer = try await Runner(call: call, seat: seat, body: body, repeatable: repeatable, request: request)
            .run()
        if endpoint.isNoted, case .company(let company, let principal, _) = seat, principal.support == nil {
            try await kernel.readNotes.note(answer, to: call, as: principal, in: company)
        }
        return answer
    }
}

extension EndpointResponder {
    /// Whatever support reads in a company is an event of its audit, written before it is read.
    private func noteRead(of parameters: Parameters, _ principal: Principal, _ company: Company.ID) async throws {
        let id = parameters.get("id").flatMap { Identifier<Endpoint>($0)?.description } ?? company.description
        try await kernel.database.withCompany(company, as: principal, deadline: Kernel.deadline) { transaction in
            try await transaction.noteAudit("support.read", of: endpoint.id, id)
        }
    }

    static func response(_ answer: Answer, to request: Request) -> Response {
        var headers = HTTPFields()
        if let location = answer.location { headers[.location] = location }
        if answer.isReplayed { headers[.idempotencyReplayed] = "true" }
        for cookie in answer.cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        if let version = answer.version {
            headers[.eTag] = ETag.text(version)
            if request.method == .get || request.method == .head, let tags = request.headers[.ifNoneMatch],
                ETag.matches(ifNoneMatch: tags, version)
            {
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.cacheControl] = "no-store"
        guard let body = answer.body else { return Response(status: answer.status, headers: headers) }
        headers[.contentType] = "application/json"
        return Response(status: answer.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func response(
        _ problem: Problem,
        to request: Request,
        _ language: Language,
        _ names: RequestNames
    ) -> Response {
        let (headers, body) = written(problem, at: request.uri.path, language, names)
        return Response(status: problem.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The headers and the body of a problem with a request for this path.
    static func written(
        _ problem: Problem,
        at path: String,
        _ language: Language,
        _ names: RequestNames
    ) -> (headers: HTTPFields, body: [UInt8]) {
        let content = problem.content(in: language, instance: String(path.prefix(500)), requestID: names.requestID)
        var headers = problem.headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        headers[.requestID] = names.requestID
        headers[.traceparent] = names.traceparent
        // A problem is made of texts and numbers; writing them cannot fail.
        return (headers, (try? JSONOutput.bytes(content)) ?? [])
    }
}

/// Runs the work and cancels it at its deadline; then it throws the 504.
func withDeadline<Result: Sendable>(
    _ deadline: Duration,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: deadline)
            return nil
        }
        defer { group.cancelAll() }
        guard let result = try await group.next(), let result else { throw Problem.tookTooLong }
        return result
    }
}
