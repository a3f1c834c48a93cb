public import ArgumentParser
public import Domain
import Foundation
import Jobs
import Store

extension JobsCommand {
    struct Schedules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List schedules with their next five runs; pause or resume one.",
            discussion: """
                With --company those of a company, otherwise those that every company has. --pause and --resume name the \
                schedule that is to rest or to go on.
                """
        )

        @Option(help: "Id or short name of the company.")
        var company: String?
        @Option(help: "Let this schedule rest.")
        var pause: String?
        @Option(help: "Take this schedule up again from its next time on.")
        var resume: String?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let company else { return try await runGlobally() }
            let lines = try await JobsCommand.inCompany(company) { transaction in
                for schedule in try await transaction.schedules() {
                    if schedule.name == pause { try await transaction.pauseSchedule(schedule.id) }
                    if schedule.name == resume { try await transaction.resumeSchedule(schedule) }
                }
                return try await transaction.upcomingRuns().map(ScheduleLine.init)
            }
            for name in [pause, resume].compactMap(\.self) where !lines.contains(where: { $0.name == name }) {
                throw ScheduleError.unknown(name)
            }
            try output.show(lines) { $0.line }
        }

        private func runGlobally() async throws {
            let schedules = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    if let pause { try await hosting.setGlobalSchedule(named: pause, paused: true) }
                    if let resume { try await hosting.setGlobalSchedule(named: resume, paused: false) }
                    return try await hosting.globalSchedules()
                }
            }
            try output.show(schedules.map(ScheduleLine.init)) { $0.line }
        }
    }

    struct AddSchedule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schedule",
            abstract: "Set up a schedule in one company or in all.",
            discussion: """
                A rule is a cron expression ("30 2 * * *"), or words about the company's working days: "every working day \
                at 08:30", "working day 3 of the month at 09:00", "last working day of the quarter at 17:00".
                """
        )

        @Argument(help: "What it is called.")
        var name: String
        @Option(help: "Id or short name of the company; every company without.")
        var company: String?
        @Option(help: "The kind of the jobs, such as insight.score_company.")
        var kind: String
        @Option(help: "When, in local time.")
        var rule: String
        @Option(help: "The payload of the jobs, as JSON.")
        var payload = "{}"
        @Option(help: "IANA time zone of the rule; the company's own without.")
        var timeZone: String?
        @Option(help: "Times that no worker was there for: skip, once (one job for all of them) or all.")
        var misfire: Schedule.Misfire = .once

        func run() async throws {
            guard let handler = JobList.all.first(where: { $0.declaration.name == kind }) else {
                throw ValidationError(
                    "There is no kind of job \(kind).",
                    "没有名为 \(kind) 的任务类型。"
                )
            }
            let version = handler.declaration.version
            guard handler.canRead(Data(payload.utf8), version: version) else {
                throw ValidationError(
                    "--payload is none of a job \(kind).",
                    "--payload 不适用于任务 \(kind)。"
                )
            }
            let draft = try ScheduleDraft(
                name: name,
                kind: kind,
                version: version,
                payload: payload,
                rule: ScheduleRule(rule),
                timeZone: timeZone,
                misfire: misfire
            )
            if let company {
                try await JobsCommand.inCompany(company) { _ = try await $0.addSchedule(draft) }
            } else {
                try await OperatorDatabase.with { database in
                    try await database.withHosting { try await $0.addGlobalSchedule(draft) }
                }
            }
            Terminal.say(
                "\(name) is set up: \(draft.rule.text).",
                "\(name) 已设置：\(draft.rule.text)。"
            )
        }
    }

    struct RemoveSchedule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unschedule",
            abstract: "Remove a schedule from one company or from all."
        )

        @Argument(help: "What it is called.")
        var name: String
        @Option(help: "Id or short name of the company; one that every company has without.")
        var company: String?

        func run() async throws {
            if let company {
                try await JobsCommand.inCompany(company) { try await $0.removeSchedule(named: name) }
            } else {
                try await OperatorDatabase.with { database in
                    try await database.withHosting { try await $0.removeGlobalSchedule(named: name) }
                }
            }
            Terminal.say(
                "\(name) is removed.",
                "\(name) 已删除。"
            )
        }
    }
}

extension Schedule.Misfire: ExpressibleByArgument {}

/// A schedule as the command line shows it.
private struct ScheduleLine: Encodable {
    let name: String
    let kind: String
    let rule: String
    let timeZone: String?
    let misfire: Schedule.Misfire
    let paused: Bool
    let isGlobal: Bool
    let nextRuns: [Date]?

    init(_ upcoming: UpcomingRuns) {
        let schedule = upcoming.schedule
        name = schedule.name
        kind = schedule.kind
        rule = schedule.rule.text
        timeZone = schedule.timeZone
        misfire = schedule.misfire
        paused = schedule.isPaused
        isGlobal = !schedule.isOwn
        nextRuns = upcoming.runs
    }

    /// When it is due next depends on the company.
    init(_ schedule: GlobalSchedule) {
        name = schedule.draft.name
        kind = schedule.draft.kind
        rule = schedule.draft.rule.text
        timeZone = schedule.draft.timeZone
        misfire = schedule.draft.misfire
        paused = schedule.isPaused
        isGlobal = true
        nextRuns = nil
    }

    var line: String {
        let zone = timeZone ?? "the company's time"
        let runs = nextRuns.map { "\n    next: " + $0.map { $0.formatted(.iso8601) }.joined(separator: ", ") } ?? ""
        let marks = (isGlobal ? "  every company" : "") + (paused ? "  paused" : "")
        return "\(name)  \(kind)  \(rule) (\(zone), misfire \(misfire.rawValue))\(marks)\(runs)"
    }
}
