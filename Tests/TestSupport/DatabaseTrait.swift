public import Store
public import Testing

/// Gives a suite its database.
public struct DatabaseTrait: SuiteTrait, TestScoping {
    let isOwn: Bool

    /// Runs the suite with its database at hand.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        guard isOwn else {
            return try await TestDatabase.$current.withValue(try TestDatabase.shared.get(), operation: function)
        }
        let own = try TestDatabase()
        try await TestDatabase.$current.withValue(own, operation: function)
        try await own.remove()
    }
}

extension Trait where Self == DatabaseTrait {
    /// The database that suites share: each test makes its own companies, so that every test exercises tenancy.
    public static var database: Self { DatabaseTrait(isOwn: false) }
    /// A database of the suite's own, for what looks across companies or breaks things.
    public static var ownDatabase: Self { DatabaseTrait(isOwn: true) }
}

/// The database of the suite that is running.
public var testDatabase: TestDatabase {
    guard let current = TestDatabase.current else { fatalError("the suite has no .database trait") }
    return current
}

/// The API's way into the database of the suite that is running.
public var database: Database { testDatabase.api }
