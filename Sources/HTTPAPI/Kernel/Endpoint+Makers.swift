import Domain
import Hummingbird

/// Makes endpoints of one root: `Scope` is what their handlers are given. `needs` is the permission without which an
/// operation is refused; where it is left out, reading or writing what its list in `Routes` is about.
struct EndpointMaker<Scope: CallScope>: Sendable {
    let root: Endpoint.Root
    let runner: @Sendable (@escaping @Sendable (Scope, JSON) async throws -> Answer) -> Endpoint.Runner

    /// One thing; nil is 404.
    func get<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (Scope) async throws -> Out?
    ) -> Endpoint {
        make(.get, path, id, summary, permission, filters, nil, Out.self, .ok, false) { scope, _ in
            guard let body = try await handle(scope) else { throw Problem.notFound }
            return try scope.answer(body, .ok)
        }
    }

    /// A page of things, with `limit` and `cursor`.
    func list<Item: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (Scope) async throws -> Page<Item>
    ) -> Endpoint {
        let all = filters + Filter.paging
        return make(.get, path, id, summary, permission, all, nil, Page<Item>.self, .ok, false) { scope, _ in
            let page = try await handle(scope)
            guard scope.query.flag("count") == true else { return try scope.answer(page, .ok) }
            var counting = scope
            counting.call.isCounting = true
            return try scope.answer(page.counted(by: try await handle(counting)), .ok)
        }
    }

    /// Makes something, or does something, from a body.
    func post<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        status: HTTPResponse.Status = .created,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        make(.post, path, id, summary, permission, filters, .json(In.self), Out.self, status, false) {
            scope,
            input in
            guard let body = try await handle(try JSONInputDecoder.decode(In.self, from: input), scope) else {
                throw Problem.notFound
            }
            return try scope.answer(body, status)
        }
    }

    /// Makes something, or does something, that needs no body.
    func post<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        status: HTTPResponse.Status = .created,
        _ handle: @escaping @Sendable (Scope) async throws -> Out?
    ) -> Endpoint {
        make(.post, path, id, summary, permission, filters, nil, Out.self, status, false) { scope, _ in
            guard let body = try await handle(scope) else { throw Problem.notFound }
            return try scope.answer(body, status)
        }
    }

    /// Puts something in its place.
    func put<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        change(.put, path, id, summary, permission, contested, handle)
    }

    /// Changes some properties of something.
    func patch<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        change(.patch, path, id, summary, permission, contested, handle)
    }

    /// Takes something away; answers 204.
    func delete(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (Scope) async throws -> Void
    ) -> Endpoint {
        make(.delete, path, id, summary, permission, [], nil, NoBody.self, .noContent, contested) { scope, _ in
            try await handle(scope)
            return Answer(status: .noContent)
        }
    }

    private func change<In: Described, Out: Body>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ id: String,
        _ summary: String,
        _ permission: Permission?,
        _ contested: Bool,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        let input = Endpoint.Input.json(In.self)
        return make(method, path, id, summary, permission, [], input, Out.self, .ok, contested) { scope, input in
            guard let body = try await handle(try JSONInputDecoder.decode(In.self, from: input), scope) else {
                throw Problem.notFound
            }
            return try scope.answer(body, .ok)
        }
    }

    private func make<Out: Body>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ id: String,
        _ summary: String,
        _ permission: Permission?,
        _ filters: [Filter],
        _ input: Endpoint.Input?,
        _ output: Out.Type,
        _ status: HTTPResponse.Status,
        _ contested: Bool,
        _ work: @escaping @Sendable (Scope, JSON) async throws -> Answer
    ) -> Endpoint {
        Endpoint(
            method: method,
            root: root,
            path: path,
            id: id,
            summary: summary,
            needs: permission,
            filters: filters,
            input: input,
            output: .of(output),
            status: status,
            isContested: contested,
            runner: runner(work)
        )
    }
}

extension Endpoint.Input {
    /// A JSON body.
    static func json<In: Described>(_ type: In.Type) -> Self {
        Self(mediaTypes: ["application/json"], schema: In.schema, name: BodySchema.name(of: type)) { In.check($0, &$1) }
    }

    /// A form, as OAuth has it.
    static func form<In: Described>(_ type: In.Type) -> Self {
        Self(mediaTypes: [FormText.mediaType], schema: FormText.schema(of: type), name: BodySchema.name(of: type)) {
            In.check($0, &$1)
        }
    }

    /// Whether it is one.
    var isForm: Bool { mediaTypes == [FormText.mediaType] }

    /// A stream of bytes.
    static func stream(_ mediaTypes: [String]) -> Self {
        Self(mediaTypes: mediaTypes, schema: .object([]), name: "") { _, _ in }
    }
}

extension Endpoint.Output {
    /// The answer of this type, or nil where it is nothing.
    static func of<Out: Body>(_ type: Out.Type) -> Self? {
        guard type != NoBody.self else { return nil }
        let example = Out.example
        return Self(
            name: BodySchema.name(of: type),
            schema: { BodySchema.schema(of: type) },
            // An example that cannot be written is caught by a test.
            example: { (try? JSONOutput.bytes(Out.example)) ?? [] },
            hasVersion: example.entityVersion != nil,
            hasLocation: example.location != nil,
            isShownOnce: Out.isShownOnce,
            isPersonal: !Out.personal.isEmpty
        )
    }
}

/// The answer of an operation that answers with nothing.
struct NoBody: Body {
    static let example = NoBody()
}
