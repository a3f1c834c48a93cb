import Domain
import FoundationEssentials
import Hummingbird
import Store

/// Work that somebody asked for and can watch.
enum OperationEndpoints {
    static let all: [Endpoint] = [
        .list(
            "operations",
            "listOperations",
            "Work that was asked for, the newest first",
            filters: [.choice("state", Operation.State.self, "Only this state")]
        ) { scope in
            let slice = try scope.slice(after: Operation.ID.self)
            let state = scope.query.choice("state", Operation.State.self)
            let rows = try await scope.company.operations(state: state, before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { OperationBody($0) }
        },
        .get("operations/:id", "getOperation", "How far some work is, and what came of it") { scope in
            try await scope.company.operation(scope.id()).map(OperationBody.init)
        },
        .post(
            "operations/:id/cancellation",
            "cancelOperation",
            "Ask to stop some work; it ends as soon as its worker hears of it",
            status: .ok
        ) { scope -> OperationBody? in
            try await scope.company.cancelOperation(scope.id())
            return try await scope.company.operation(scope.id()).map(OperationBody.init)
        },
    ]
}

struct OperationBody: Body {
    let id: Operation.ID
    let kind: String
    let state: Operation.State
    let isFinal: Bool
    let progress: Progress
    let result: RawJSON?
    let problem: String?
    let cancelRequested: Bool
    let createdAt: Date
    let startedAt: Date?
    let finishedAt: Date?

    /// How much is done of how much.
    struct Progress: Encodable, Sendable {
        let done: Int
        let total: Int?
    }

    init(_ operation: Operation) {
        id = operation.id
        kind = operation.kind
        state = operation.state
        isFinal = operation.state.isFinal
        progress = Progress(done: operation.done, total: operation.total)
        result = operation.result.flatMap(RawJSON.init(text:))
        problem = operation.problem
        cancelRequested = operation.cancelRequested
        createdAt = operation.createdAt
        startedAt = operation.startedAt
        finishedAt = operation.finishedAt
    }

    var location: String? { "operations/\(id)" }

    static let example = OperationBody(
        Operation(
            id: Examples.id(7),
            kind: "insight.score_company",
            state: .succeeded,
            done: 1200,
            total: 1200,
            result: #"{"customers": 1200}"#,
            problem: "The worker gave up after 5 attempts.",
            cancelRequested: false,
            createdAt: Examples.instant,
            startedAt: Examples.instant,
            finishedAt: Examples.instant
        )
    )
    static let notes = [
        "kind": "What is done", "is_final": "Whether nothing more will happen",
        "progress": "In units of the kind's own choosing: rows, customers",
        "progress.total": "How much there is in all, where it is known",
        "result": "What came of it; what is in it depends on the kind", "problem": "Why it failed",
        "cancel_requested": "Whether somebody asked to stop it",
    ]
}
