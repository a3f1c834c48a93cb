public import Domain

/// Where transactions inside the company come from: the database, or a job that still holds its lease.
public protocol CompanyAccess: Sendable {
    /// Runs `body` in one transaction inside the company.
    func withCompany<Value: Sendable>(_ body: (CompanyTransaction) async throws -> Value) async throws -> Value
}

/// Access for one principal, straight to the database.
public struct DirectAccess: CompanyAccess {
    private let database: Database
    private let company: Company.ID
    private let principal: Principal

    /// Access to a company on behalf of a principal.
    public init(_ database: Database, _ company: Company.ID, as principal: Principal) {
        self.database = database
        self.company = company
        self.principal = principal
    }

    /// Runs `body` in one transaction inside the company.
    public func withCompany<Value: Sendable>(_ body: (CompanyTransaction) async throws -> Value) async throws -> Value {
        try await database.withCompany(company, as: principal, deadline: .seconds(60), body)
    }
}

/// What an import tells whoever watches.
public enum ImportEvent: Sendable {
    /// Another batch is stored; these rows of it were refused, by line.
    case stored(Import, rejected: [RejectedRow])
    /// A batch that was stored before the interruption was read again; these rows of it were refused.
    case skipped(rejected: [RejectedRow])
}

/// Moves an order file into a company, batch by batch: while one batch is being stored, the next one is being read.
public struct OrderImporter: Sendable {
    private let access: any CompanyAccess
    private let hosted: Company
    private let format: OrderFileFormat
    private let patience: Duration
    private let waiting: @Sendable (Duration) -> Void

    /// - Parameters:
    ///   - hosted: the company; its currency, time zone and language decide how rows are read.
    ///   - patience: how long a batch is tried again while the database is away.
    ///   - waiting: told of each pause before another try.
    public init(
        access: any CompanyAccess,
        hosted: Company,
        format: OrderFileFormat,
        patience: Duration = .seconds(120),
        waiting: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        self.access = access
        self.hosted = hosted
        self.format = format
        self.patience = patience
        self.waiting = waiting
    }

    /// Reads the whole file and stores what is not stored yet. An import that is interrupted goes on where it stopped
    /// when it is run again with the same chunks.
    ///
    /// - Parameters:
    ///   - started: the import as it stands.
    ///   - chunks: the file from its beginning, in pieces of any size.
    ///   - observe: told of each step, one after another.
    /// - Throws: ``ImportFault`` where the file cannot be read; the database's error where it stays away.
    public func run<Chunks: AsyncSequence>(
        _ started: Import,
        _ chunks: Chunks,
        observe: (ImportEvent) async throws -> Void
    ) async throws -> Import where Chunks.Element == [UInt8] {
        let stored = Int(started.textDone)
        var file = OrderFile(format: format, currency: hosted.currency, storedText: stored)
        var bytes: Int64 = 0
        var progress = started
        try await withThrowingTaskGroup(of: Step.self) { steps in
            var isStoring = false
            func hand(_ batch: OrderBatch) async throws {
                if batch.textEnd <= stored { return try await observe(.skipped(rejected: batch.rejected)) }
                if isStoring, let step = try await steps.next() { progress = try await report(step, observe) }
                isStoring = true
                let bytesDone = bytes
                steps.addTask { try await store(batch, of: started, bytesDone: bytesDone) }
            }
            for try await chunk in chunks {
                bytes += Int64(chunk.count)
                try file.feed(chunk)
                while let batch = try file.next() { try await hand(batch) }
            }
            try file.end()
            while let batch = try file.next() { try await hand(batch) }
            if let step = try await steps.next() { progress = try await report(step, observe) }
        }
        let id = progress.id
        return try await persistently { try await access.withCompany { try await $0.endImport(id, .done) } }
    }

    private struct Step: Sendable {
        let batch: OrderBatch
        let stored: StoredBatch
    }

    private func report(_ step: Step, _ observe: (ImportEvent) async throws -> Void) async throws -> Import {
        let rejected = (step.batch.rejected + step.stored.conflicts).sorted { $0.line < $1.line }
        try await observe(.stored(step.stored.progress, rejected: rejected))
        return step.stored.progress
    }

    private func store(_ batch: OrderBatch, of started: Import, bytesDone: Int64) async throws -> Step {
        let stored = try await persistently {
            try await access.withCompany {
                try await $0.store(batch, of: started.id, source: started.source, hosted: hosted, bytesDone: bytesDone)
            }
        }
        return Step(batch: batch, stored: stored)
    }

    /// Tries again while the database is away, with longer and longer pauses.
    private func persistently<Value: Sendable>(
        _ work: () async throws -> Value
    ) async throws -> Value {
        let clock = ContinuousClock()
        let end = clock.now + patience
        var pause = Duration.milliseconds(250)
        while true {
            do {
                return try await work()
            } catch {
                guard let fault = DatabaseFault(error), fault != .cancelled, fault != .value else { throw error }
                guard clock.now + pause < end, !Task.isCancelled else { throw error }
                waiting(pause)
                try await clock.sleep(for: pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }
}
