import Foundation
import TestSupport
import Testing

/// What `make soak` does for half an hour, in seconds: workers and the database are killed, stopped, frozen and told the
/// wrong time, and the queue keeps its promises.
@Suite struct QueueSoakTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: [
        "kills", "database", "leave", "flood", "caps", "clocks", "frozen", "schedules", "poison",
    ])
    func `the queue keeps its promises`(scenario: String) throws {
        let script = Self.root.appending(path: "scripts/soak-queue").path

        let run = try Program.run(script, [scenario], environment: ["FORM": "short"]).checked()

        #expect(run.output.hasPrefix("\(scenario): "))
    }
}
