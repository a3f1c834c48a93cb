import Domain
import Hummingbird
import Store

/// What an agency sees of the background work of the companies that it hosts, and does about it.
enum JobEndpoints {
    static let all: [Endpoint] = [
        .agency.list("queue", "listQueues", "How much background work each company that my agency hosts has waiting") {
            scope in
            let slice = try scope.slice(after: Company.ID.self)
            let rows = try await scope.hosting { hosting in
                try await hosting.queueTotals(of: scope.agency, after: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: \.company) { QueueTotalBody($0) }
        },
        .agency.get("companies/:id/queue", "getQueue", "A company's cap, and its live jobs by kind and state") {
            scope in
            try await inCompany(scope) { try await QueueBody($0) }
        },
        .agency.patch(
            "companies/:id/queue",
            "changeQueue",
            "Limit a company's queue, stop it with 0, let it go on",
            contested: false
        ) { (input: QueuePatch, scope) in
            try await inCompany(scope) { company -> QueueBody in
                if let most = input.maxRunning { try await company.setMaxRunningJobs(most) }
                return try await QueueBody(company)
            }
        },
        .agency.list(
            "companies/:id/jobs",
            "listJobs",
            "A company's jobs, live and ended, the newest first",
            filters: [
                .choice("state", Job.State.self, "Only this state"), .text("kind", 1...100, "Only this kind"),
            ]
        ) { scope in
            let slice = try scope.slice(after: Job.ID.self)
            let (state, kind) = (scope.query.choice("state", Job.State.self), scope.query.text("kind"))
            let rows = try await inCompany(scope) { company in
                try await company.jobs(state: state, kind: kind, before: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: \.id) { JobBody($0) }
        },
        .agency.get("companies/:id/jobs/:job", "getJob", "One job, with its last error") { scope -> JobBody? in
            let id = try scope.id("job", of: Job.self)
            return try await inCompany(scope) { try await $0.job(id).map(JobBody.init) }
        },
        .agency.post(
            "companies/:id/jobs/:job/retry",
            "retryJob",
            "Make a dead or cancelled job ready again; run a waiting one now",
            status: .ok
        ) { scope -> JobBody? in
            let id = try scope.id("job", of: Job.self)
            return try await inCompany(scope) { company -> JobBody? in
                try await company.retryJob(id)
                return try await company.job(id).map(JobBody.init)
            }
        },
        .agency.post(
            "companies/:id/jobs/:job/cancellation",
            "cancelJob",
            "Stop a job: at once where it waits, as soon as its worker hears of it where it runs",
            status: .ok
        ) { scope -> JobBody? in
            let id = try scope.id("job", of: Job.self)
            return try await inCompany(scope) { company -> JobBody? in
                try await company.cancelJob(id)
                return try await company.job(id).map(JobBody.init)
            }
        },
        .agency.get(
            "companies/:id/schedules",
            "listSchedules",
            "A company's schedules by name, each with its next five runs"
        ) { scope in
            try await inCompany(scope) { company in
                ScheduleListBody(items: try await company.upcomingRuns().map(ScheduleBody.init))
            }
        },
        .agency.patch(
            "companies/:id/schedules/:schedule",
            "changeSchedule",
            "Let a schedule rest, or take it up again from its next time on",
            contested: false
        ) { (input: SchedulePatch, scope) -> ScheduleBody? in
            let id = try scope.id("schedule", of: Schedule.self)
            return try await inCompany(scope) { company -> ScheduleBody? in
                guard let schedule = try await company.schedules().first(where: { $0.id == id }) else { return nil }
                switch input.paused {
                case true?: try await company.pauseSchedule(id)
                case false?: try await company.resumeSchedule(schedule)
                case nil: break
                }
                return try await company.upcomingRuns().first { $0.schedule.id == id }.map(ScheduleBody.init)
            }
        },
    ]

    private static func inCompany<Value: Sendable>(
        _ scope: AgencyScope,
        _ work: @Sendable (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await scope.withCompany(scope.hostedCompany().id, work)
    }
}
