import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import Synchronization
import TestSupport
import Testing

@testable import HTTPAPI

/// What becomes of requests that come beyond what is worked on at once. The clock of the tests' connections stands still, so
/// whoever waits does so until somebody leaves.
@Suite(.database) struct AdmissionTests {
    /// What keeps requests inside until it opens.
    private final class Door: Sendable {
        private let state = Mutex((isOpen: false, inside: 0, waiting: [CheckedContinuation<Void, Never>]()))

        var inside: Int { state.withLock { $0.inside } }

        func pass() async {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    state.inside += 1
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
        }

        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                return state.waiting
            }
            for one in waiting { one.resume() }
        }
    }

    private static func held(by door: Door) -> [Endpoint] {
        [
            .get("held", "held", "Waits", needs: .customersRead) { _ in
                await door.pass()
                return TeamBody.example
            }
        ]
    }

    @Test func `what is too much is refused at once, with a time to come back, and the rest is done`() async throws {
        let company = try await Factory.company()
        let door = Door()
        let admission = Admission(connections: 1)
        try await TestAPI.run(Self.held(by: door), admission: admission) { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/held"
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                // Two work, six of eight places to wait in are this company's.
                for _ in 0..<30 { group.addTask { try await manager.get(path) } }
                var replies: [Reply] = []
                for _ in 0..<22 { replies.append(try #require(try await group.next())) }
                try await eventually("two are inside") { door.inside == 2 }
                // Nobody is asked who they are.
                replies.append(try await client.stranger.get(path))
                for reply in replies {
                    #expect(try reply.status == 503 && reply.code == "overloaded")
                    #expect(reply.headers[.retryAfter] == "1")
                    #expect(reply.headers[.requestID] != nil)
                }
                door.open()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.map(\.status) == Array(repeating: 200, count: 8))
            #expect(try await manager.get(path).status == 200)
        }
    }
}
