import Domain
import FoundationEssentials
import Store

struct JobBody: Body {
    let id: Job.ID
    let kind: String
    let state: Job.State
    let queue: String
    let priority: Int
    let attempt: Int
    let maxAttempts: Int
    let payload: RawJSON?
    let runAt: Date
    let createdAt: Date
    let startedAt: Date?
    let finishedAt: Date?
    let lastError: String?

    init(_ job: Job) {
        id = job.id
        kind = job.kind
        state = job.state
        queue = job.queue
        priority = job.priority
        attempt = job.attempt
        maxAttempts = job.maxAttempts
        payload = RawJSON(text: job.payload)
        runAt = job.runAt
        createdAt = job.createdAt
        startedAt = job.startedAt
        finishedAt = job.finishedAt
        lastError = job.lastError
    }

    static let example = JobBody(
        Job(
            id: Examples.id(31),
            kind: "customers.import_orders",
            payload: #"{"importID": "019aa5f2-9c00-7000-8000-000000000015"}"#,
            queue: "bulk",
            priority: 5,
            state: .dead,
            attempt: 12,
            maxAttempts: 12,
            runAt: Examples.instant,
            createdAt: Examples.instant,
            startedAt: Examples.instant,
            finishedAt: Examples.instant,
            worker: nil,
            lastError: "the worker went away during attempt 12"
        )
    )
    static let notes = [
        "queue": "Kinds of one queue share a cap", "priority": "0 first, 9 last, among the company's jobs",
        "attempt": "How often it was started", "max_attempts": "How often it may be started before it is dead",
        "payload": "What its handler needs to know; what is in it depends on the kind",
        "run_at": "Not to be started before", "started_at": "When the latest attempt began",
        "last_error": "What went wrong in the latest attempt that failed; why it was cancelled",
    ]
}

struct QueueTotalBody: Body {
    let companyID: Company.ID
    let ready: Int
    let running: Int
    let oldestReadySeconds: Int

    init(_ total: QueueTotal) {
        companyID = total.company
        ready = total.ready
        running = total.running
        oldestReadySeconds = Int(total.oldest / .seconds(1))
    }

    static let example = QueueTotalBody(
        QueueTotal(company: Examples.company, ready: 12, running: 3, oldest: .seconds(4))
    )
    static let notes = [
        "ready": "Jobs that wait for their time or for a worker",
        "oldest_ready_seconds": "How long the first of them has been due; 0 where none is",
    ]
}

struct QueueBody: Body {
    let maxRunning: Int
    let jobs: [Depth]

    /// How many jobs of a kind are in one state.
    struct Depth: Encodable, Sendable {
        let kind: String
        let state: Job.State
        let count: Int
        let oldestReadySeconds: Int
    }

    init(maxRunning: Int, jobs: [Depth]) {
        self.maxRunning = maxRunning
        self.jobs = jobs
    }

    init(_ company: CompanyTransaction) async throws {
        maxRunning = try await company.maxRunningJobs() ?? QueueLimit.usual
        jobs = try await company.queueDepths().map {
            Depth(kind: $0.kind, state: $0.state, count: $0.count, oldestReadySeconds: Int($0.oldest / .seconds(1)))
        }
    }

    static let example = QueueBody(
        maxRunning: 64,
        jobs: [Depth(kind: "insight.score_company", state: .ready, count: 1, oldestReadySeconds: 4)]
    )
    static let notes = [
        "max_running": "Jobs of the company that may run at once, over all workers; 0 stops its queue",
        "jobs": "Live jobs by kind and state",
    ]
}

struct QueuePatch: Described {
    let maxRunning: Int?

    static let fields: [Field<Self>] = [
        .integer(
            "max_running",
            \.maxRunning,
            QueueLimit.range.wire,
            "Jobs of the company that may run at once, over all workers; 0 stops its queue"
        )
    ]
}

struct ScheduleListBody: Body {
    let items: [ScheduleBody]

    static let example = ScheduleListBody(items: [.example])
    static let notes = Dictionary(uniqueKeysWithValues: ScheduleBody.notes.map { ("items.\($0)", $1) })
}

struct ScheduleBody: Body {
    let id: Schedule.ID
    let name: String
    let kind: String
    let rule: String
    let timeZone: String?
    let misfire: Schedule.Misfire
    let paused: Bool
    let isOwn: Bool
    let nextRuns: [Date]

    init(_ upcoming: UpcomingRuns) {
        let schedule = upcoming.schedule
        id = schedule.id
        name = schedule.name
        kind = schedule.kind
        rule = schedule.rule.text
        timeZone = schedule.timeZone
        misfire = schedule.misfire
        paused = schedule.isPaused
        isOwn = schedule.isOwn
        nextRuns = upcoming.runs
    }

    static let example = ScheduleBody(
        id: Examples.id(32),
        name: "nightly scoring",
        kind: "insight.score_company",
        rule: "30 2 * * *",
        timeZone: "Asia/Shanghai",
        misfire: .once,
        paused: false,
        isOwn: false,
        nextRuns: [Examples.instant]
    )

    private init(
        id: Schedule.ID,
        name: String,
        kind: String,
        rule: String,
        timeZone: String?,
        misfire: Schedule.Misfire,
        paused: Bool,
        isOwn: Bool,
        nextRuns: [Date]
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.rule = rule
        self.timeZone = timeZone
        self.misfire = misfire
        self.paused = paused
        self.isOwn = isOwn
        self.nextRuns = nextRuns
    }
    static let notes = [
        "rule": "A cron expression, or words such as: working day 1 of the month at 08:00",
        "time_zone": "IANA name; absent where it follows the company",
        "misfire": "Times that no worker was there for: skip, once (one job for all of them), all",
        "is_own": "Whether it is the company's own; otherwise every company has it",
        "next_runs": "The next five",
    ]
}

struct SchedulePatch: Described {
    let paused: Bool?

    static let fields: [Field<Self>] = [.flag("paused", \.paused, "Whether it rests")]
}
