import Domain
import Store

extension Examination {
    private static let roles = [
        ExpectedRole(name: "clientele_owner", logsIn: false),
        ExpectedRole(name: "clientele_search", logsIn: false),
        ExpectedRole(name: "clientele_deploy", logsIn: true),
        ExpectedRole(name: "clientele_api", logsIn: true, statement: "5s", lock: "2s", idle: "10s"),
        ExpectedRole(name: "clientele_worker", logsIn: true, statement: "60s", lock: "5s", idle: "30s"),
        ExpectedRole(name: "clientele_hosting", logsIn: true, statement: "5s", lock: "2s", idle: "10s"),
        ExpectedRole(name: "clientele_operator", logsIn: true, statement: "0", lock: "10s", idle: "60s"),
        ExpectedRole(name: "clientele_report", logsIn: true, statement: "60s", lock: "2s", idle: "60s"),
    ]

    /// Roles, what they may do in the whole cluster, and their timeouts.
    func roles() -> [Finding] {
        let found = Dictionary(uniqueKeysWithValues: diagnosis.roles.map { ($0.name, $0) })
        let faults = Self.roles.flatMap { expected in
            guard let role = found[expected.name], role.exists else {
                return [
                    Finding.fault(
                        text("The role \(expected.name) is missing.", "缺少角色 \(expected.name)。"),
                        mend: "make db-deploy"
                    )
                ]
            }
            return powers(of: role, expected) + timeouts(of: role, expected)
        }
        guard faults.isEmpty else { return faults }
        return [.fine(text("\(Self.roles.count) roles with their limits", "\(Self.roles.count) 个角色及其限制"))]
    }

    private func powers(of role: Diagnosis.Role, _ expected: ExpectedRole) -> [Finding] {
        var faults = role.excessPowers.map { power in
            Finding.fault(
                text("\(role.name) has the power \(power).", "\(role.name) 拥有 \(power) 权力。"),
                mend: "alter role \(role.name) no\(power);"
            )
        }
        if role.logsIn != expected.logsIn {
            faults.append(
                .fault(
                    expected.logsIn
                        ? text("\(role.name) may not log in.", "\(role.name) 不能登录。")
                        : text("\(role.name) may log in.", "\(role.name) 可以登录。"),
                    mend: "alter role \(role.name) \(expected.logsIn ? "login" : "nologin");"
                )
            )
        }
        return faults
    }

    private func timeouts(of role: Diagnosis.Role, _ expected: ExpectedRole) -> [Finding] {
        expected.timeouts.compactMap { name, value in
            guard !role.settings.contains("\(name)=\(value)") else { return nil }
            return .fault(
                text("\(role.name) does not have \(name) = \(value).", "\(role.name) 的 \(name) 不是 \(value)。"),
                mend: "alter role \(role.name) set \(name) = '\(value)';"
            )
        }
    }
}

/// How a role ought to be.
private struct ExpectedRole {
    let name: String
    let logsIn: Bool
    var statement: String?
    var lock: String?
    var idle: String?

    var timeouts: [(String, String)] {
        let all = [
            ("statement_timeout", statement), ("lock_timeout", lock), ("idle_in_transaction_session_timeout", idle),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}
