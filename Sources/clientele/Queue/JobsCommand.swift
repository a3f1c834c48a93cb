public import ArgumentParser
public import Domain
import Foundation
import Store

/// Looks after the queue.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract:
            "List, show, retry, cancel and count background jobs, stop or limit a company's queue, and keep schedules.",
        subcommands: [
            List.self, Show.self, Retry.self, Cancel.self, Pause.self, Resume.self, Stats.self, Schedules.self,
            AddSchedule.self, RemoveSchedule.self,
        ]
    )

    /// One job of one company.
    struct Target: ParsableArguments {
        @Option(help: "Id or short name of the company whose job it is.")
        var company: String
        @Argument(help: "Id of the job, as `jobs list` shows it.")
        var id: String

        func validate() throws {
            guard Job.ID(id) != nil else {
                throw ValidationError(
                    "\(id) is not the id of a job.",
                    "\(id) 不是任务的编号。"
                )
            }
        }

        /// Does something inside the company, as the operator.
        func run<Value: Sendable>(
            _ body: @Sendable (CompanyTransaction, Job.ID) async throws -> Value
        ) async throws -> Value {
            guard let id = Job.ID(id) else { throw JobError.unknownJob }
            return try await inCompany(company) { try await body($0, id) }
        }
    }

    /// Does something inside a company, as the operator.
    static func inCompany<Value: Sendable>(
        _ name: String,
        _ body: @Sendable (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await OperatorDatabase.with { database in
            let company = try await database.withHosting { try await $0.company(named: name) }
            return try await database.withCompany(company.id, as: .operator, body)
        }
    }
}

extension JobsCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a company's jobs, the newest first.")

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Only jobs that are: ready, running, done, dead or cancelled.")
        var state: Job.State?
        @Option(help: "Only jobs of this kind, such as insight.score_company.")
        var kind: String?
        @Option(help: "At most so many, up to 1000.")
        var limit = 50
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let jobs = try await JobsCommand.inCompany(company) {
                try await $0.jobs(state: state, kind: kind, limit: limit)
            }
            try output.show(jobs.map(JobLine.init)) { $0.line }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show everything about one job.")

        @OptionGroup var target: Target
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let job = try await target.run { try await $0.job($1) }
            guard let job else { throw JobError.unknownJob }
            try output.show(JobLine(job)) { $0.page }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a dead or cancelled job ready again; run a waiting one now."
        )

        @OptionGroup var target: Target

        func run() async throws {
            try await target.run { try await $0.retryJob($1) }
            Terminal.say(
                "\(target.id) is ready.",
                "\(target.id) 已就绪。"
            )
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancel a job: at once where it waits, as soon as its worker hears of it where it runs."
        )

        @OptionGroup var target: Target

        func run() async throws {
            try await target.run { try await $0.cancelJob($1) }
            Terminal.say(
                "\(target.id) is being cancelled.",
                "正在取消 \(target.id)。"
            )
        }
    }
}

extension Job.State: ExpressibleByArgument {}

/// A job as the command line shows it.
private struct JobLine: Encodable {
    let id: Job.ID
    let kind: String
    let state: Job.State
    let queue: String
    let priority: Int
    let attempt: Int
    let maxAttempts: Int
    let runAt: Date
    let createdAt: Date
    let startedAt: Date?
    let finishedAt: Date?
    let worker: UUID?
    let lastError: String?
    let payload: String

    init(_ job: Job) {
        id = job.id
        kind = job.kind
        state = job.state
        queue = job.queue
        priority = job.priority
        attempt = job.attempt
        maxAttempts = job.maxAttempts
        runAt = job.runAt
        createdAt = job.createdAt
        startedAt = job.startedAt
        finishedAt = job.finishedAt
        worker = job.worker
        lastError = job.lastError
        payload = job.payload
    }

    var line: String {
        let time = (finishedAt ?? startedAt ?? runAt).formatted(.iso8601)
        let error = lastError.map { "  \($0)" } ?? ""
        return "\(id)  \(state.rawValue)  \(kind)  attempt \(attempt)/\(maxAttempts)  \(time)\(error)"
    }

    var page: String {
        let times = [("created", createdAt), ("due", runAt), ("started", startedAt), ("finished", finishedAt)]
        let lines =
            [("id", "\(id)"), ("kind", kind), ("state", state.rawValue), ("queue", "\(queue), priority \(priority)")]
            + [("attempt", "\(attempt) of \(maxAttempts)")]
            + times.compactMap { name, time in time.map { (name, $0.formatted(.iso8601)) } }
            + [("worker", worker?.lowercaseString), ("error", lastError), ("payload", payload)]
            .compactMap { name, value in value.map { (name, $0) } }
        return lines.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
    }
}
