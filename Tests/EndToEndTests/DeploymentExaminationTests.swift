import Domain
import Store
import Testing

@testable import clientele

@Suite struct DeploymentExaminationTests {
    @Test func `a sound installation has no fault, in both languages`() {
        for language in Language.allCases {
            let examination = Examination(diagnosis: .sound(), language: language)
            let findings =
                examination.server(clock: 1000) + examination.roles() + examination.protection()
                + examination.queue(QueueHealth())

            #expect(findings.allSatisfy { $0.severity == .fine && $0.mend == nil })
            #expect(findings.allSatisfy { !$0.lines(language).isEmpty })
        }
    }

    @Test(arguments: [
        (140_012, Finding.Severity.fault), (150_013, .warning), (150_014, .fine), (160_009, .warning), (160_010, .fine),
        (170_005, .warning), (180_000, .fine),
    ])
    func `versions are judged`(version: Int, severity: Finding.Severity) {
        let examination = Examination(diagnosis: .sound(version: version), language: .english)

        #expect(examination.server(clock: 1000).first?.severity == severity)
    }

    @Test func `a missing schema and a wrong clock are found`() {
        let examination = Examination(diagnosis: .sound(schema: nil), language: .english)

        let findings = examination.server(clock: 1042)

        #expect(findings.map(\.severity) == [.fine, .fault, .warning])
        #expect(findings[2].text.contains("42 s behind"))
    }

    @Test func `each deviation of a role is named with its mend`() {
        let broken = Diagnosis.Role(
            name: "clientele_api",
            exists: true,
            logsIn: true,
            excessPowers: ["bypassrls"],
            settings: ["lock_timeout=2s", "idle_in_transaction_session_timeout=10s"]
        )
        let examination = Examination(diagnosis: .sound(replacing: broken), language: .english)

        #expect(
            examination.roles().compactMap(\.mend) == [
                "alter role clientele_api nobypassrls;", "alter role clientele_api set statement_timeout = '5s';",
            ]
        )
    }

    @Test func `each gap in the protection of a table is named with its mend`() {
        let table = Diagnosis.Table(
            name: "app.customers",
            isEnabled: false,
            isForced: false,
            rolesWithoutOnePolicy: ["clientele_api"],
            policiesWithoutCompany: ["company"]
        )
        let grant = Diagnosis.Grant(grantee: "public", privilege: "select", object: "table app.customers")
        let examination = Examination(diagnosis: .sound(tables: [table], grants: [grant]), language: .english)

        let findings = examination.protection()

        #expect(findings.count == 5)
        #expect(findings.allSatisfy { $0.severity == .fault })
        #expect(findings.last?.mend == "revoke select on table app.customers from public;")
    }

    @Test func `a queue that stands still is a fault, what it lost is a warning`() {
        let health = QueueHealth(live: 3, oldestReady: 601, lostLeases: 1, oldestWebhook: 601, dead: 2)

        let severities = Examination(diagnosis: .sound(), language: .chinese).queue(health).map(\.severity)

        #expect(severities == [.fault, .warning, .fault, .warning, .fine])
    }
}

extension Diagnosis {
    /// What a healthy server says, with one thing changed.
    fileprivate static func sound(
        version: Int = 170_006,
        schema: String? = "1",
        replacing role: Role? = nil,
        tables: [Table] = [.sound],
        grants: [Grant] = []
    ) -> Diagnosis {
        Diagnosis(
            server: Server(version: version, schemaVersion: schema, clock: 1000),
            roles: Role.sound.map { $0.name == role?.name ? role ?? $0 : $0 },
            tables: tables,
            excessGrants: grants,
            horizon: Horizon(oldestTransaction: 0, age: 0, hiddenSessions: 0)
        )
    }
}

extension Diagnosis.Table {
    fileprivate static let sound = Diagnosis.Table(
        name: "app.customers",
        isEnabled: true,
        isForced: true,
        rolesWithoutOnePolicy: [],
        policiesWithoutCompany: []
    )
}

extension Diagnosis.Role {
    fileprivate static let sound = [
        role("owner", nil), role("search", nil), role("deploy", []), role("api", ["5s", "2s", "10s"]),
        role("worker", ["60s", "5s", "30s"]), role("hosting", ["5s", "2s", "10s"]),
        role("operator", ["0", "10s", "60s"]), role("report", ["60s", "2s", "60s"]),
    ]

    /// A role with its three timeouts; nil may not log in.
    private static func role(_ name: String, _ timeouts: [String]?) -> Diagnosis.Role {
        let names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
        return Diagnosis.Role(
            name: "clientele_\(name)",
            exists: true,
            logsIn: timeouts != nil,
            excessPowers: [],
            settings: zip(names, timeouts ?? []).map { "\($0)=\($1)" }
        )
    }
}
