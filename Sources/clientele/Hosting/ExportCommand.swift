import ArgumentParser
import Domain
import Foundation
import Store

/// `clientele export --company C FOLDER`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes one company to a folder.",
        discussion: """
            One CSV file for each table, company.json, persons.json, and manifest.json with the number of rows and a \
            checksum of each table. The company is written as it is at one moment, however long that takes. API keys are \
            not exported. `clientele restore` brings the folder back into an empty company.
            """
    )

    @Option(help: "The company: its short name or its id.")
    var company: String
    @Argument(help: "The folder; made where it is not there, and then it must be empty.")
    var folder: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folder = try ExportFolder(new: folder)
        let manifest = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            // No other statement of this process runs meanwhile, so a day is a limit against hanging, not a budget.
            let (tables, members) = try await database.snapshotCompany(
                hosted.id,
                as: .operator,
                deadline: .seconds(86_400)
            ) { snapshot in
                let tables = try await snapshot.companyTables()
                // Before any row is read, and behind the snapshot, which the first statement took: an export does not hold
                // its own event.
                try await database.withCompany(hosted.id, as: .operator) { company in
                    try await company.noteAudit("export", of: "companies", hosted.id.description)
                }
                return (try await write(tables, of: snapshot, to: folder), try await snapshot.everyMember())
            }
            let persons = try await database.withHosting { try await $0.persons(of: members) }
            try folder.write(persons.map(ExportedPerson.init), to: ExportFolder.persons)
            try folder.write(ExportedCompany(hosted), to: ExportFolder.company)
            let manifest = ExportManifest(company: hosted.slug, exportedAt: Date(), tables: tables)
            try folder.write(manifest, to: ExportFolder.manifest)
            return manifest
        }
        try output.show(manifest) { manifest in
            let lines = manifest.tables.map { "\($0.checksum.prefix(12))  \($0.rows)  \($0.table)" }
            return (lines + ["Exported \(manifest.company) to \(folder.path)."]).joined(separator: "\n")
        }
    }

    private func write(
        _ tables: [CompanyTable],
        of company: CompanyTransaction,
        to folder: ExportFolder
    ) async throws -> [TableContent] {
        var contents: [TableContent] = []
        for table in tables {
            let file = try folder.create(table.name)
            contents.append(try await company.export(table) { try file.write(contentsOf: Data($0)) })
            try file.close()
        }
        return contents
    }
}
