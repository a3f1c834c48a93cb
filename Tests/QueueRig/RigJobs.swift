import Domain
import FoundationEssentials
import Glibc
import Jobs
import Postgres
import Store

/// A job that takes some time.
struct Pause: Codable, Sendable {
    var milliseconds = 0
}

extension JobKind where Payload == Pause {
    /// Does nothing.
    static let nothing = JobKind("rig.nothing")
    /// Notes when it began, also by the worker's own clock, takes its time, and leaves an effect.
    static let effect = JobKind("rig.effect")
    /// The same, three at a time in a company.
    static let narrow = JobKind("rig.narrow", perCompany: 3)
    /// Takes the process down.
    static let poison = JobKind("rig.poison", retry: RetryPolicy(maxAttempts: 3))
}

/// Kinds of jobs whose runs and effects are counted in schema `rig`, which `scripts/soak-queue` makes.
enum RigJobs {
    static let handlers: [JobHandler] = [
        .on(.nothing) { _, _ in .done },
        .on(.effect, leaveEffect),
        .on(.narrow, leaveEffect),
        .on(.poison) { _, context in
            try await begin(context)
            abort()
        },
    ]

    @Sendable private static func leaveEffect(_ pause: Pause, _ context: JobContext) async throws -> JobOutcome {
        try await begin(context)
        try await Task.sleep(for: .milliseconds(pause.milliseconds))
        try await end(context)
        return .done
    }

    private static func begin(_ context: JobContext) async throws {
        let lease = context.lease
        try await context.withCompany { transaction in
            _ = try await transaction.execute(
                """
                insert into rig.runs (company_id, job, attempt, worker, pid, told_at)
                values (
                    \(transaction.company), \(lease.job), \(Int32(lease.attempt)), \(lease.worker), \(getpid()), \(Date())
                )
                """
            )
        }
    }

    private static func end(_ context: JobContext) async throws {
        let lease = context.lease
        try await context.withCompany { transaction in
            _ = try await transaction.execute([
                """
                insert into rig.effects (company_id, job, attempt)
                values (\(transaction.company), \(lease.job), \(Int32(lease.attempt)))
                on conflict do nothing
                """,
                """
                update rig.runs set ended_at = clock_timestamp()
                where company_id = \(transaction.company) and job = \(lease.job) and attempt = \(Int32(lease.attempt))
                """,
            ])
        }
    }
}
