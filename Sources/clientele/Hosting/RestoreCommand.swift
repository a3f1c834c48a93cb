import ArgumentParser
import Domain
import Foundation
import Store

/// `clientele restore FOLDER --company C`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Brings an exported company back into an empty one.",
        discussion: """
            Everything or nothing: the restored tables are compared with the checksums of the export before anything is \
            kept. Rows keep their ids. People who do not exist here are added under the ids that they had.
            """
    )

    @Argument(help: "The folder that `clientele export` wrote.")
    var folder: String
    @Option(help: "The empty company: its short name or its id.")
    var company: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folder = try ExportFolder(existing: folder)
        let manifest = try folder.read(ExportManifest.self, from: ExportFolder.manifest)
        let exported = try folder.read(ExportedCompany.self, from: ExportFolder.company)
        let persons = try folder.read([ExportedPerson].self, from: ExportFolder.persons).map(\.person)
        let hosted = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            guard hosted.currency == exported.currency else { throw CompanyMoveError.otherCurrency }
            try await database.withHosting { try await $0.restorePersons(persons) }
            try await database.withCompany(hosted.id, as: .operator, deadline: .seconds(86_400)) { company in
                try await CompanyRestoration(folder: folder, manifest: manifest).run(in: company)
            }
            return hosted
        }
        try output.show(manifest.tables) { tables in
            "Restored \(tables.reduce(0) { $0 + $1.rows }) rows of \(manifest.company) into \(hosted.slug); every checksum is equal."
        }
    }
}

/// Puts an export into an empty company.
struct CompanyRestoration: Sendable {
    private static let batchRows = 2000

    let folder: ExportFolder
    let manifest: ExportManifest

    func run(in company: CompanyTransaction) async throws {
        let tables = try await company.companyTables()
        try await company.clearForRestore(tables)
        for content in manifest.tables where !tables.contains(where: { $0.name == content.table }) {
            throw CompanyMoveError.unknownTable(content.table)
        }
        for table in tables where manifest.tables.contains(where: { $0.table == table.name }) {
            try await fill(table, of: company)
        }
        for table in tables {
            guard let wanted = manifest.tables.first(where: { $0.table == table.name }) else { continue }
            let found = try await company.export(table) { _ in }
            guard found == wanted else { throw CompanyMoveError.differs(table: table.name) }
        }
    }

    private func fill(_ table: CompanyTable, of company: CompanyTransaction) async throws {
        let input = try OrderInput(path: folder.file(of: table.name))
        var reader = CSVReader(limits: CSVLimits(fieldBytes: 64 << 20, recordBytes: 128 << 20))
        var header: [String]?
        var rows: [[String?]] = []
        // Rows that refer to rows of their own table must come in one statement.
        let most = table.refersToItself ? Int.max : Self.batchRows
        var chunks = try input.chunks()
        var isAtEnd = false
        while !isAtEnd {
            if let chunk = try await chunks.next() {
                reader.feed(chunk)
            } else {
                reader.end()
                isAtEnd = true
            }
            while let event = reader.next() {
                guard event == .record else { throw CompanyMoveError.damaged(file: "\(table.name).csv") }
                let cells = cells(of: reader)
                guard let columns = header else {
                    header = cells.compactMap(\.self)
                    continue
                }
                guard cells.count == columns.count else { throw CompanyMoveError.damaged(file: "\(table.name).csv") }
                rows.append(cells)
                if rows.count >= most {
                    try await company.restore(rows, columns: columns, into: table)
                    rows.removeAll(keepingCapacity: true)
                }
            }
        }
        guard let columns = header else { throw CompanyMoveError.damaged(file: "\(table.name).csv") }
        try await company.restore(rows, columns: columns, into: table)
    }

    /// Null is an empty cell without quotes.
    private func cells(of record: CSVReader) -> [String?] {
        (0..<record.fieldCount).map { index in
            guard record.isQuoted(index) else { return nil }
            return record.withField(index) { $0.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
        }
    }
}
