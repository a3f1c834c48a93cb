import Foundation
import TestSupport
import Testing

/// What `make soak` does for half an hour to workers, in seconds: they are killed, stopped and frozen, and the queue keeps
/// its promises. What kills or restarts the whole server is left to `make soak`, where the server is nobody else's.
@Suite struct QueueSoakTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: [
        "kills", "leave", "flood", "caps", "clocks", "frozen", "poison",
    ])
    func `the queue keeps its promises`(scenario: String) throws {
        let script = Self.root.appending(path: "scripts/soak-queue").path

        let run = try Program.run(script, [scenario], environment: ["FORM": "short"]).checked()

        #expect(run.output.hasPrefix("\(scenario): "))
    }
}
