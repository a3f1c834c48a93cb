internal import CLibPQ
import Glibc
import Synchronization

/// Something that wants to know when its socket is ready, or when its time has come.
protocol ReactorSource: AnyObject, Sendable {
    /// The socket can be read, can be written, or is broken.
    func ready()
    /// Ends what is overdue and says when the next thing will be.
    func expire(at now: Deadline) -> Deadline
}

/// The one thread that waits for all sockets and deadlines of the process.
///
/// Level-triggered, because `PQconsumeInput` does not promise to drain the socket. Changing what is watched needs no
/// wake-up: the kernel takes it up while the thread waits. Only a deadline earlier than all others needs one, and as
/// deadlines that were met are left to lapse, that is rare.
///
/// Tasks may run on it, too: one that does little between its statements then goes on as soon as its result is read,
/// without a change of thread. A task that computes for long holds up every connection.
final class Reactor: TaskExecutor {
    /// The reactor of this process.
    static func shared() throws(PostgresError) -> Reactor {
        try single.get()
    }

    private static let single: Result<Reactor, PostgresError> = Result { () throws(PostgresError) in
        let reactor = try Reactor()
        guard HelperThread.run({ reactor.run() }) else {
            throw PostgresError(.connect, "no thread left for the reactor")
        }
        return reactor
    }

    private struct Entry {
        weak var source: (any ReactorSource)?
    }

    private let poller: Int32
    private let bell: Int32
    private let entries = Mutex<[UInt64: Entry]>([:])
    private let tokens = Atomic<UInt64>(1)
    private let nextWake = Atomic<UInt64>(.max)
    private let jobs = Mutex<[UnownedJob]>([])
    private let thread = Atomic<UInt>(0)

    private init() throws(PostgresError) {
        poller = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard poller >= 0, bell >= 0 else {
            throw PostgresError(.connect, "no descriptor left for the reactor: \(String(cString: strerror(errno)))")
        }
        watch(bell, token: 0, for: .reading, isNew: true)
    }

    /// What to wait for on a socket.
    struct Interest: OptionSet {
        let rawValue: UInt32
        static let reading = Interest(rawValue: EPOLLIN.rawValue)
        static let writing = Interest(rawValue: EPOLLOUT.rawValue)
    }

    /// Registers a source for deadlines, and for its socket once that is watched. It is not kept alive.
    func register(_ source: any ReactorSource) -> UInt64 {
        let token = tokens.add(1, ordering: .relaxed).oldValue
        entries.withLock { $0[token] = Entry(source: source) }
        return token
    }

    /// Forgets a source and, if it has one, its socket, which must still be open.
    func unregister(_ token: UInt64, descriptor: Int32?) {
        if let descriptor { epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, nil) }
        _ = entries.withLock { $0.removeValue(forKey: token) }
    }

    /// Starts or changes the watch of a socket.
    func watch(_ descriptor: Int32, token: UInt64, for interest: Interest, isNew: Bool) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
        epoll_ctl(poller, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event)
    }

    /// Makes sure that `expire` is called on all sources when this deadline has passed.
    func remember(_ deadline: Deadline) {
        var known = nextWake.load(ordering: .acquiring)
        while deadline.nanoseconds < known {
            let (exchanged, current) = nextWake.weakCompareExchange(
                expected: known,
                desired: deadline.nanoseconds,
                ordering: .acquiringAndReleasing
            )
            if exchanged { return ring() }
            known = current
        }
    }

    private func ring() {
        var one: UInt64 = 1
        // Fails only where the bell is ringing already.
        _ = write(bell, &one, 8)
    }

    /// Takes a step of a task; it runs after what has been read.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst, thread.load(ordering: .relaxed) != UInt(pthread_self()) { ring() }
    }

    /// Runs the steps that wait now, not those that they lead to: between them the sockets have their turn. Returns
    /// whether there are more.
    private func runJobs() -> Bool {
        let waiting = jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in waiting { job.runSynchronously(on: asUnownedTaskExecutor()) }
        return !waiting.isEmpty && jobs.withLock { !$0.isEmpty }
    }

    private func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        var hasJobs = false
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = epoll_wait(poller, &events, Int32(events.count), hasJobs ? 0 : timeout())
            for event in events.prefix(Int(max(0, count))) {
                if event.data.u64 == 0 {
                    var rings: UInt64 = 0
                    _ = read(bell, &rings, 8)
                } else {
                    entries.withLock { $0[event.data.u64]?.source }?.ready()
                }
            }
            hasJobs = runJobs()
            expireWhatIsDue()
        }
    }

    /// Milliseconds until the next deadline, rounded up so as not to spin before it; -1 for none.
    private func timeout() -> Int32 {
        let next = nextWake.load(ordering: .acquiring)
        guard next != .max else { return -1 }
        let now = Deadline.now.nanoseconds
        return next <= now ? 0 : Int32(clamping: (next - now + 999_999) / 1_000_000)
    }

    private func expireWhatIsDue() {
        let now = Deadline.now
        guard nextWake.load(ordering: .acquiring) <= now.nanoseconds else { return }
        // Reset first: a deadline that arrives during the round is remembered, not lost.
        nextWake.store(.max, ordering: .releasing)
        var next = Deadline.never
        for entry in entries.withLock({ Array($0.values) }) {
            if let source = entry.source { next = min(next, source.expire(at: now)) }
        }
        if next != .never { remember(next) }
    }
}
