import ArgumentParser
import Domain
import Foundation
import Settings

/// The operator's command line.
@main
struct Clientele: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clientele",
        abstract: "Hosts companies, staffs them, moves their data in and out, and looks after the installation.",
        subcommands: [
            UpCommand.self,
            AgencyCommand.self,
            CompanyCommand.self,
            PersonCommand.self,
            KeyCommand.self,
            SupportCommand.self,
            SignOnCommand.self,
            JobsCommand.self,
            ImportCommand.self,
            ScoreCommand.self,
            InsightCommand.self,
            AuditCommand.self,
            ExportCommand.self,
            RestoreCommand.self,
            EraseCommand.self,
            DoctorCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as SettingsError {
            FileHandle.standardError.write(Data("Error: \(error)\n".utf8))
            Foundation.exit(SettingsError.exitCode)
        } catch let error as any DomainError {
            FileHandle.standardError.write(Data("Error: \(error.message)\n".utf8))
            Foundation.exit(1)
        } catch {
            exit(withError: error)
        }
    }
}
