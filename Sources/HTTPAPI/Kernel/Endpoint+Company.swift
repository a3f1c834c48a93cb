import Domain
import Hummingbird

extension Endpoint {
    /// Makes operations of one company.
    static let company = EndpointMaker<Scope>(
        root: .company,
        runner: { .company($0) }
    )

    /// Makes operations of the signed-in person, across companies.
    static let me = EndpointMaker<PersonScope>(
        root: .me,
        runner: { .me($0) }
    )

    /// Makes operations of the agency.
    static let agency = EndpointMaker<AgencyScope>(
        root: .agency,
        runner: { .agency($0) }
    )

    /// One thing of a company; nil is 404.
    static func get<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (Scope) async throws -> Out?
    ) -> Endpoint {
        company.get(path, id, summary, needs: permission, filters: filters, handle)
    }

    /// A page of things of a company.
    static func list<Item: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (Scope) async throws -> Page<Item>
    ) -> Endpoint {
        company.list(path, id, summary, needs: permission, filters: filters, handle)
    }

    /// Makes or does something in a company, from a body.
    static func post<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        status: HTTPResponse.Status = .created,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        company.post(path, id, summary, needs: permission, filters: filters, status: status, handle)
    }

    /// Makes or does something in a company that needs no body.
    static func post<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        status: HTTPResponse.Status = .created,
        _ handle: @escaping @Sendable (Scope) async throws -> Out?
    ) -> Endpoint {
        company.post(path, id, summary, needs: permission, filters: filters, status: status, handle)
    }

    /// Puts something of a company in its place.
    static func put<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        company.put(path, id, summary, needs: permission, contested: contested, handle)
    }

    /// Changes some properties of something of a company.
    static func patch<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out?
    ) -> Endpoint {
        company.patch(path, id, summary, needs: permission, contested: contested, handle)
    }

    /// Takes something of a company away; answers 204.
    static func delete(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        contested: Bool = true,
        _ handle: @escaping @Sendable (Scope) async throws -> Void
    ) -> Endpoint {
        company.delete(path, id, summary, needs: permission, contested: contested, handle)
    }

    /// Tells what happens in a company for as long as somebody listens.
    static func stream(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (StreamScope) async throws -> EventStream
    ) -> Endpoint {
        Endpoint(
            method: .get,
            root: .company,
            path: path,
            id: id,
            summary: summary,
            needs: permission,
            filters: filters,
            input: nil,
            output: nil,
            status: .ok,
            isContested: false,
            runner: .stream(handle)
        )
    }

    /// Takes a stream of bytes of any length into a company. The handler opens its own transactions, because a slow
    /// sender must not hold one open.
    static func upload<Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        accepts mediaTypes: [String],
        filters: [Filter] = [],
        _ handle: @escaping @Sendable (UploadScope) async throws -> Out
    ) -> Endpoint {
        Endpoint(
            method: .post,
            root: .company,
            path: path,
            id: id,
            summary: summary,
            needs: permission,
            filters: filters,
            input: .stream(mediaTypes),
            output: .of(Out.self),
            status: .accepted,
            isContested: false,
            runner: .upload { scope in try scope.answer(try await handle(scope), .accepted) }
        )
    }
}
