import ArgumentParser
import Domain
import Foundation
import Store

/// One run of `clientele import orders`.
struct ImportRun: Sendable {
    let input: OrderInput
    let hosted: Company
    let format: OrderFileFormat
    let source: String
    let rejects: RejectsFile

    /// Reads and checks the whole file and stores nothing.
    func rehearse() async throws -> ImportSummary {
        var file = OrderFile(format: format, currency: hosted.currency)
        var summary = ImportSummary(outcome: .rehearsed)
        let progress = ImportProgress(total: input.size)
        var bytes: Int64 = 0
        for try await chunk in try input.chunks() {
            bytes += Int64(chunk.count)
            try file.feed(chunk)
            while let batch = try file.next() { try take(batch, into: &summary) }
            progress.show(bytes: bytes, rows: summary.rows.read)
        }
        try file.end()
        while let batch = try file.next() { try take(batch, into: &summary) }
        progress.finish()
        summary.lastLineIsWhole = file.lastLineIsWhole
        return try close(summary)
    }

    /// Imports the file, or what is left of it.
    func store(in database: Database) async throws -> ImportSummary {
        try await checkHeader()
        let access = DirectAccess(database, hosted.id, as: .operator)
        let draft = ImportDraft(
            source: source,
            fileName: String(input.name.prefix(Import.fileNameLength.upperBound)),
            fingerprint: try await input.fingerprint(format),
            format: format.description,
            bytesTotal: input.size
        )
        let found = try await access.withCompany { company in
            if let earlier = try await company.earlierImport(draft) { return (earlier, isNew: false) }
            return (try await company.insertImport(draft), isNew: true)
        }
        guard found.0.state == .running else { return ImportSummary(outcome: .knownAlready, found.0) }
        if !found.isNew {
            Terminal.note(
                Language.ofTerminal.text(
                    "Continuing the import of \(input.name) behind line \(found.0.line).",
                    "从第 \(found.0.line) 行之后继续导入 \(input.name)。"
                )
            )
        }
        return try await store(found.0, access: access, isNew: found.isNew)
    }

    private func store(_ started: Import, access: DirectAccess, isNew: Bool) async throws -> ImportSummary {
        var summary = ImportSummary(outcome: isNew ? .imported : .continued)
        // Refused rows that the earlier run found in the database, not in the file, are not found again by reading it.
        if !isNew {
            for kept in try await access.withCompany({ company in
                try await company.rejects(of: started.id, code: RowFault.conflict.code, limit: Import.keptRejects)
            }) {
                try rejects.write(line: kept.line, code: kept.code, reason: kept.reason, text: kept.text)
            }
        }
        let progress = ImportProgress(total: input.size)
        let importer = OrderImporter(access: access, hosted: hosted, format: format) { pause in
            progress.note(
                Language.ofTerminal.text(
                    "The database is away; trying again in \(pause.components.seconds + 1) s.",
                    "数据库暂时无法连接，\(pause.components.seconds + 1) 秒后重试。"
                )
            )
        }
        let finished = try await importer.run(started, input.chunks()) { event in
            switch event {
            case .stored(let step, let refused):
                try write(refused, into: &summary)
                progress.show(bytes: step.bytesDone, rows: step.rows.read)
            case .skipped(let refused):
                try write(refused, into: &summary)
            }
        }
        progress.finish()
        summary.take(finished)
        return try close(summary)
    }

    /// Refuses a file whose header cannot be read before anything of it is in the database. Standard input is read once
    /// only; there the importer refuses it.
    private func checkHeader() async throws {
        guard input.size != nil else { return }
        var file = OrderFile(format: format, currency: hosted.currency)
        for try await chunk in try input.chunks() {
            try file.feed(chunk)
            _ = try file.next()
            if file.columns != nil { return }
        }
        try file.end()
        _ = try file.next()
    }

    private func take(_ batch: OrderBatch, into summary: inout ImportSummary) throws {
        summary.rows.read += Int64(batch.rowsRead)
        summary.rows.rejected += Int64(batch.rejected.count)
        try write(batch.rejected, into: &summary)
    }

    private func write(_ refused: [RejectedRow], into summary: inout ImportSummary) throws {
        for row in refused {
            if row.fault == .csv(.truncated) { summary.isTruncated = true }
            try rejects.write(
                line: row.line,
                code: row.fault.code,
                reason: row.fault.text(hosted.locale),
                text: row.text
            )
        }
    }

    private func close(_ summary: ImportSummary) throws -> ImportSummary {
        var summary = summary
        summary.rejectsPath = try rejects.close()
        return summary
    }
}

extension ImportRun {
    /// Runs the work, and turns what people can do something about into one line and an exit code. Ctrl-C ends the
    /// process at once: what is stored is stored, and the next run goes on behind it.
    static func reportingFailure(_ work: () async throws -> ImportSummary) async throws -> ImportSummary {
        let interruption = Interruption.watch {
            Terminal.note(
                Language.ofTerminal.text(
                    "Interrupted. Run the same command again to continue.",
                    "已中断。再次运行同一命令即可继续。"
                )
            )
        }
        defer { interruption.cancel() }
        do {
            return try await work()
        } catch let failure as ImportFailure {
            throw Terminal.failure(failure.message, failure.exit)
        } catch let fault as ImportFault {
            throw Terminal.failure(fault.message, ImportExit.badData)
        } catch {
            guard let fault = DatabaseFault(error) else { throw error }
            throw Terminal.failure(
                "\(fault.meaning) "
                    + Language.ofTerminal.text(
                        "What is stored is safe: run the same command again to continue.",
                        "已保存的数据完好：再次运行同一命令即可继续。"
                    ),
                ImportExit.unavailable
            )
        }
    }
}
