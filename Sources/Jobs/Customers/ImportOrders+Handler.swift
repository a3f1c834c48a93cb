import Domain
public import Store

extension JobHandler {
    /// Imports an uploaded order file from its chunks; goes on where an earlier attempt stopped.
    static let importOrders = JobHandler.on(.importOrders) { job, context in
        let found = try await context.withCompany { company in
            (try await company.orderImport(job.importID), try await company.hostedCompany())
        }
        guard let started = found.0 else { return .discard(reason: "The import is gone.") }
        let finished: Import
        switch started.state {
        case .uploading, .failed, .cancelled: return .discard(reason: started.problem ?? "The import has ended.")
        case .done: finished = started
        case .running:
            let importer = OrderImporter(access: context, hosted: found.1, format: job.format)
            do {
                finished = try await importer.run(started, StoredChunks(context: context, id: started.id)) { event in
                    guard case .stored(let progress, _) = event else { return }
                    context.report(done: Int(progress.bytesDone), total: progress.bytesTotal.map { Int($0) })
                }
            } catch let fault as ImportFault {
                try await context.withCompany { company in
                    _ = try await company.endImport(started.id, .failed, problem: fault.message)
                    try await company.deleteImportChunks(of: started.id)
                }
                return .discard(reason: fault.message)
            }
        }
        try await context.withCompany { try await $0.deleteImportChunks(of: started.id) }
        try context.report(result: ImportResult(importID: finished.id, rows: finished.rows))
        return .done
    }
}

extension JobContext: CompanyAccess {
    /// Runs `body` in one transaction inside the job's company, while this worker has the job.
    public func withCompany<Value: Sendable>(_ body: (CompanyTransaction) async throws -> Value) async throws -> Value {
        try await withCompany(deadline: .seconds(60), body)
    }
}

/// What the operation of an import answers with.
private struct ImportResult: Encodable {
    let importID: Import.ID
    let rows: Import.RowCounts
}

/// An uploaded file, piece by piece.
private struct StoredChunks: AsyncSequence, AsyncIteratorProtocol {
    let context: JobContext
    let id: Import.ID
    var position: Int32 = 0

    mutating func next() async throws -> [UInt8]? {
        let (id, at) = (id, position)
        position += 1
        return try await context.withCompany { try await $0.importChunk(of: id, at: at) }
    }

    func makeAsyncIterator() -> Self { self }
}
