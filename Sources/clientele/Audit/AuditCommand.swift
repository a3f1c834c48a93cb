import ArgumentParser
import Domain
import Foundation
import Store

/// Verifies and exports what happened in a company.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verify and export who changed what in a company.",
        subcommands: [Verify.self, Export.self]
    )

    /// Hashing a long history takes longer than a request may.
    fileprivate static let deadline = Duration.seconds(3600)
}

extension AuditCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Computes every hash again. Ends with 1 where anything is not as it was written.",
            discussion: """
                The worker logs the end of each company's chain once a minute. Given with --head, an end that was kept \
                elsewhere proves that the chain was not written anew since.
                """
        )

        @Option(help: "The company: its short name or its id.")
        var company: String
        @Option(help: "An earlier end of the chain, as NUMBER:HASH.")
        var head: String?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (report, isThere) = try await OperatorDatabase.with { database in
                let hosted = try await database.withHosting { try await $0.company(named: company) }
                return try await database.snapshotCompany(hosted.id, as: .operator, deadline: AuditCommand.deadline) {
                    (try await $0.verifyAudit(), try await isSeal(in: $0))
                }
            }
            var lines = report.faults.map(Line.init)
            if !isThere { lines.append(Line(code: "chain.other", seal: nil, event: nil)) }
            try output.show(Report(report, lines)) { report in
                let faults = report.faults.map { fault in
                    [fault.code, fault.seal.map { "seal \($0)" }, fault.event].compactMap(\.self).joined(
                        separator: "  "
                    )
                }
                let end = "\(report.events) events, \(report.unsealed) not sealed yet, end of the chain \(report.head)"
                return (faults + [end]).joined(separator: "\n")
            }
            if !lines.isEmpty { throw ExitCode(1) }
        }

        private func isSeal(in transaction: CompanyTransaction) async throws -> Bool {
            guard let head else { return true }
            let parts = head.split(separator: ":")
            guard parts.count == 2, let number = Int64(parts[0]) else {
                throw ValidationError(
                    "--head is NUMBER:HASH, as the worker logs it.",
                    "--head 的格式是 NUMBER:HASH，与 worker 日志中的一致。"
                )
            }
            return try await transaction.hasSeal(AuditReport.Head(number: number, hash: String(parts[1])))
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes every event to a file, one JSON object a line, the oldest first."
        )

        @Option(help: "The company: its short name or its id.")
        var company: String
        @Argument(help: "The file; replaced where it is there.")
        var file: String

        func run() async throws {
            let path = URL(filePath: file)
            try Data().write(to: path)
            let handle = try FileHandle(forWritingTo: path)
            let count = try await OperatorDatabase.with { database in
                let hosted = try await database.withHosting { try await $0.company(named: company) }
                try await database.withCompany(hosted.id, as: .operator) { company in
                    try await company.noteAudit("export", of: "audit_events", hosted.id.description)
                }
                return try await database.snapshotCompany(hosted.id, as: .operator, deadline: AuditCommand.deadline) {
                    try await write($0, to: handle)
                }
            }
            try handle.close()
            Terminal.say(
                "Wrote \(count) events to \(file).",
                "已将 \(count) 个事件写入 \(file)。"
            )
        }

        private func write(_ company: CompanyTransaction, to handle: FileHandle) async throws -> Int {
            var count = 0
            try await company.streamAudit { event in
                count += 1
                let line = try JSONSerialization.data(withJSONObject: Self.members(event), options: .sortedKeys)
                try handle.write(contentsOf: line + Data("\n".utf8))
            }
            return count
        }

        private static func members(_ event: AuditEvent) throws -> [String: Any] {
            var members: [String: Any] = [
                "id": event.id.description, "at": event.at.formatted(.iso8601.time(includingFractionalSeconds: true)),
                "role": event.role, "action": event.action, "entity": event.entity, "entity_id": event.entityID,
                "hash": event.hash,
            ]
            if let person = event.person { members["person_id"] = person.description }
            if let key = event.key { members["key_id"] = key.description }
            if let grant = event.supportGrant { members["support_grant_id"] = grant.description }
            if let seal = event.seal { members["seal"] = seal }
            for (name, text) in [("before", event.before), ("after", event.after)] {
                if let text { members[name] = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
            }
            return members
        }
    }

    /// A fault as it is shown.
    private struct Line: Encodable {
        let code: String
        let seal: Int64?
        let event: String?

        init(code: String, seal: Int64?, event: String?) {
            self.code = code
            self.seal = seal
            self.event = event
        }

        init(_ fault: AuditReport.Fault) {
            self.init(code: fault.code, seal: fault.seal, event: fault.event?.description)
        }
    }

    /// A report as it is shown.
    private struct Report: Encodable {
        let events: Int
        let unsealed: Int
        let head: String
        let faults: [Line]

        init(_ report: AuditReport, _ faults: [Line]) {
            events = report.events
            unsealed = report.unsealed
            head = "\(report.head.number):\(report.head.hash)"
            self.faults = faults
        }
    }
}
