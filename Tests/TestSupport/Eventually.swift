/// Waits until a condition holds, looking often, or fails by name when the time is up: for what happens in other
/// processes, which signal nobody.
public func eventually(
    _ what: String,
    within limit: Duration = .seconds(10),
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while try await !condition() {
        guard clock.now < end else { throw Program.Failure(description: "not within \(limit): \(what)") }
        try await clock.sleep(for: .milliseconds(20))
    }
}
