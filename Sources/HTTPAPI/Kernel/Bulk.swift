import Domain
import Hummingbird
import Store

/// Many bodies of one kind in one request.
struct Bulk<Item: Described>: Described {
    let items: [Item]

    static var fields: [Field<Self>] {
        [.list("items", \.items, BulkMode.most, "At most \(BulkMode.most.upperBound), done in their order")]
    }
}

/// What becomes of the others where one of many cannot be done.
enum BulkMode: String, CaseIterable {
    /// None is done.
    case atomic
    /// The others are done, and each that is not says why.
    case partial

    /// How many bodies one request has.
    static let most = 1...1000
}

/// What came of each body, in their order.
struct BulkBody<Item: Body>: Body {
    let items: [Outcome]
    let validatedOnly: Bool

    struct Outcome: Encodable, Sendable {
        let status: Int
        let item: Item?
        let code: String?
        let detail: String?
    }

    static var example: Self {
        BulkBody(
            items: [Outcome(status: 201, item: .example, code: "invalid.value", detail: "A value cannot be stored.")],
            validatedOnly: false
        )
    }

    static var notes: [String: String] {
        var notes = [
            "items": "What came of each, in the order of the request", "items.status": "As of a request of its own",
            "items.item": "What was made", "items.code": "Why it was not, for programs",
            "items.detail": "Why it was not, for people",
            "validated_only": "Whether nothing was kept, because validate_only asked for it",
        ]
        for (name, note) in Item.notes { notes["items.item." + name] = note }
        return notes
    }
}

extension Endpoint {
    /// Makes many things of a company at once, in one transaction: all or none (201), or with `mode=partial` those that
    /// can be made (207). With `validate_only=true` everything is tried and nothing kept (200).
    static func bulk<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        needs permission: Permission? = nil,
        _ handle: @escaping @Sendable (In, Scope) async throws -> Out
    ) -> Endpoint {
        Endpoint(
            method: .post,
            root: .company,
            path: path,
            id: id,
            summary: summary,
            needs: permission,
            filters: [
                .choice("mode", BulkMode.self, "atomic where absent; partial answers 207"),
                .flag("validate_only", "Tries everything and keeps nothing; answers 200"),
            ],
            input: .json(Bulk<In>.self),
            output: .of(BulkBody<Out>.self),
            status: .created,
            otherStatuses: [.ok, .multiStatus],
            isContested: false,
            runner: .company { scope, json in
                let bodies = try JSONInputDecoder.decode(Bulk<In>.self, from: json).items
                let mode = scope.query.choice("mode", BulkMode.self) ?? .atomic
                let isTrial = scope.query.flag("validate_only") ?? false
                let outcomes: [BulkBody<Out>.Outcome] = try await scope.company.part(keep: !isTrial) {
                    try await make(bodies, mode, scope, handle)
                }
                let status: HTTPResponse.Status = mode == .partial ? .multiStatus : isTrial ? .ok : .created
                return try scope.answer(BulkBody(items: outcomes, validatedOnly: isTrial), status)
            }
        )
    }

    private static func make<In: Described, Out: Body>(
        _ bodies: [In],
        _ mode: BulkMode,
        _ scope: Scope,
        _ handle: @Sendable (In, Scope) async throws -> Out
    ) async throws -> [BulkBody<Out>.Outcome] {
        var outcomes: [BulkBody<Out>.Outcome] = []
        for (position, body) in bodies.enumerated() {
            do {
                let made: Out =
                    if mode == .partial {
                        try await scope.company.part { try await handle(body, scope) }
                    } else {
                        try await handle(body, scope)
                    }
                outcomes.append(.init(status: 201, item: made, code: nil, detail: nil))
            } catch let refusal as any DomainError {
                let problem = Problem(refusal)
                guard mode == .partial else { throw problem.at("/items/\(position)") }
                let status = problem.status.code
                outcomes.append(.init(status: status, item: nil, code: problem.code, detail: problem.detail))
            }
        }
        return outcomes
    }
}

extension Problem {
    /// The same problem, about one place of the body.
    fileprivate func at(_ pointer: String) -> Problem {
        var problem = self
        problem.findings = [.init(pointer: pointer, code: code)]
        return problem
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, 11.1: each part has a status of its own.
    fileprivate static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
}
