import Store

/// Listens for hints that there may be work or something to stop. After each interruption it looks for itself.
struct JobListener: Sendable {
    let engine: JobEngine

    func run() async {
        for await hint in engine.database.jobHints() {
            switch hint {
            case .work: engine.work.ring()
            case .cancellation: engine.leases.ring()
            }
        }
    }
}
