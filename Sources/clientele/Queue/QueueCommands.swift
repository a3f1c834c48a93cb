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
            Terminal.say("The queue of \(company) rests.")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a company's queue go on, or set how much of the workers it may hold."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Jobs of the company that may run at once, over all workers.")
        var limit = 64

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000.") }
        }

        func run() async throws {
            try await JobsCommand.inCompany(company) { try await $0.setMaxRunningJobs(limit) }
            Terminal.say("The queue of \(company) may run \(limit) jobs at once.")
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

    struct Schedules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a company's schedules with their next five runs; pause or resume one.",
            discussion: "With --pause or --resume, names the schedule that is to rest or to go on."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Let this schedule rest.")
        var pause: String?
        @Option(help: "Take this schedule up again from its next time on.")
        var resume: String?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let lines = try await JobsCommand.inCompany(company) { transaction in
                for schedule in try await transaction.schedules() {
                    if schedule.name == pause { try await transaction.pauseSchedule(schedule.id) }
                    if schedule.name == resume { try await transaction.resumeSchedule(schedule) }
                }
                var lines: [ScheduleLine] = []
                for schedule in try await transaction.schedules() {
                    let runs = try await transaction.nextRuns(of: schedule.cron, timeZone: schedule.timeZone, count: 5)
                    lines.append(ScheduleLine(schedule, runs))
                }
                return lines
            }
            for name in [pause, resume].compactMap(\.self) where !lines.contains(where: { $0.name == name }) {
                throw ValidationError("There is no schedule \(name).")
            }
            try output.show(lines) { $0.line }
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

/// A schedule as the command line shows it.
private struct ScheduleLine: Encodable {
    let name: String
    let kind: String
    let cron: String
    let timeZone: String?
    let misfire: Schedule.Misfire
    let paused: Bool
    let nextRuns: [Date]

    init(_ schedule: Schedule, _ runs: [Date]) {
        name = schedule.name
        kind = schedule.kind
        cron = schedule.cron.text
        timeZone = schedule.timeZone
        misfire = schedule.misfire
        paused = schedule.isPaused
        nextRuns = runs
    }

    var line: String {
        let zone = timeZone ?? "the company's time"
        let runs = nextRuns.map { $0.formatted(.iso8601) }.joined(separator: ", ")
        return
            "\(name)  \(kind)  \(cron) (\(zone), misfire \(misfire.rawValue))\(paused ? "  paused" : "")\n    next: \(runs)"
    }
}
