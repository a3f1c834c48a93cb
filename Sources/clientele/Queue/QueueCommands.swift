import ArgumentParser
import Domain
import Foundation
import Store

extension JobsCommand {
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a company's queue: what runs goes on, nothing new begins."
        )

        @Option(help: "Id or short name of the company.")
        var company: String

        func run() async throws {
            try await JobsCommand.inCompany(company) { try await $0.setMaxRunningJobs(0) }
            Terminal.say(
                "The queue of \(company) rests.",
                "\(company) 的队列已暂停。"
            )
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a company's queue go on, or set how much of the workers it may hold."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Jobs of the company that may run at once, over all workers.")
        var limit = QueueLimit.usual

        func validate() throws {
            guard limit > 0, QueueLimit.range.contains(limit) else {
                throw ValidationError(
                    "--limit must be from 1 to 10000.",
                    "--limit 必须在 1 到 10000 之间。"
                )
            }
        }

        func run() async throws {
            try await JobsCommand.inCompany(company) { try await $0.setMaxRunningJobs(limit) }
            Terminal.say(
                "The queue of \(company) may run \(limit) jobs at once.",
                "\(company) 的队列最多同时运行 \(limit) 个任务。"
            )
        }
    }

    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the live jobs of all companies by kind and state, with the age of the oldest ready one."
        )

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let depths = try await OperatorDatabase.with { try await $0.queueDepths() }
            try output.show(depths.map(DepthLine.init)) { $0.line }
        }
    }
}

/// The depth of a lane of the queue as the command line shows it.
private struct DepthLine: Encodable {
    let companyID: Company.ID
    let kind: String
    let state: Job.State
    let count: Int
    let oldestSeconds: Int

    init(_ depth: QueueDepth) {
        companyID = depth.company
        kind = depth.kind
        state = depth.state
        count = depth.count
        oldestSeconds = Int(depth.oldest / .seconds(1))
    }

    var line: String {
        let age = state == .ready ? "  oldest due for \(oldestSeconds) s" : ""
        return "\(companyID)  \(kind)  \(state.rawValue)  \(count)\(age)"
    }
}
