import ArgumentParser
import Domain
import Foundation
import Store

/// Examines an installation and says what to mend.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examine server, roles, row-level security, clock and queue; say how to mend what is wrong.",
        discussion: "The exit code is 1 where something is wrong, 0 where all is well or only worth a look."
    )

    @Option(help: "Language of the findings: en or zh-CN. Without it LANG decides.")
    var locale: Language?

    func run() async throws {
        let language = locale ?? .ofTerminal
        let findings = try await OperatorDatabase.with { database in
            do {
                return try await Self.examine(database, language)
            } catch let error where DatabaseFault(error) == .away {
                return [Self.unreachable(error, language)]
            }
        }
        for finding in findings {
            print(finding.lines(language))
        }
        if findings.contains(where: { $0.severity == .fault }) { throw ExitCode(1) }
    }

    private static func examine(_ database: Database, _ language: Language) async throws -> [Finding] {
        let (diagnosis, clock) = try await database.withHosting { hosting in
            (try await hosting.diagnosis(), Date().timeIntervalSince1970)
        }
        let examination = Examination(diagnosis: diagnosis, language: language)
        let findings = examination.server(clock: clock) + examination.roles() + examination.protection()
        // Without a schema there is no queue to ask.
        guard diagnosis.server.schemaVersion != nil else { return findings }
        return findings + examination.queue(try await queueHealth(database))
    }

    private static func queueHealth(_ database: Database) async throws -> QueueHealth {
        let (facts, companies) = try await database.withHosting { hosting in
            (try await hosting.queueFacts(), try await hosting.companies(of: nil, after: nil, limit: 10_000))
        }
        var dead = 0
        for company in companies {
            dead += try await database.readCompany(company.id, as: .operator) { try await $0.deadJobs() }
        }
        return QueueHealth(
            live: facts.live,
            oldestReady: facts.oldestReady,
            lostLeases: facts.lostLeases,
            oldestWebhook: facts.oldestWebhook,
            dead: dead
        )
    }

    private static func unreachable(_ error: any Error, _ language: Language) -> Finding {
        .fault(
            language.text("The database cannot be reached: \(error)", "无法连接数据库：\(error)"),
            mend: language.text(
                "Check DATABASE_HOSTING_URL and DATABASE_OPERATOR_URL, and that the server runs.",
                "请检查 DATABASE_HOSTING_URL 和 DATABASE_OPERATOR_URL，以及服务器是否在运行。"
            )
        )
    }
}
