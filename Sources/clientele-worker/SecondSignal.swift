import Glibc
import ServiceLifecycle

/// Once the process is leaving, another signal ends it at once: its leases run out, and others take the jobs.
struct SecondSignal: Service {
    func run() async throws {
        try await gracefulShutdown()
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in _exit(EXIT_FAILURE) }
        }
    }
}
