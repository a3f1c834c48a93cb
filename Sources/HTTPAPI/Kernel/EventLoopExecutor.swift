import NIOCore

/// Runs tasks on the threads that serve the connections, so that a request is read, worked on and answered without a
/// change of thread between.
///
/// Given one loop, everything runs there. Given a group, a task goes on where it was resumed, or on any of its loops where
/// that was elsewhere.
final class EventLoopExecutor: TaskExecutor {
    private let loops: any EventLoopGroup

    init(_ loops: any EventLoopGroup) {
        self.loops = loops
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loops.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
