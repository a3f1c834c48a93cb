import Domain
import Store

extension Examination {
    /// Row-level security of every company table, and privileges that nobody should have.
    func protection() -> [Finding] {
        let faults = diagnosis.tables.flatMap(faults(of:)) + diagnosis.excessGrants.map(fault(of:))
        guard faults.isEmpty else { return faults }
        guard !diagnosis.tables.isEmpty else {
            return [.fault(text("There is no company table.", "没有任何公司数据表。"), mend: "make db-deploy")]
        }
        let count = diagnosis.tables.count
        return [
            .fine(
                text(
                    "\(count) tables and partitions are protected, no privilege is excessive",
                    "\(count) 个数据表和分区均受保护，没有多余的权限"
                )
            )
        ]
    }

    private func faults(of table: Diagnosis.Table) -> [Finding] {
        var faults: [Finding] = []
        if !table.isEnabled {
            faults.append(
                .fault(
                    text("\(table.name) has no row-level security.", "\(table.name) 未启用行级安全。"),
                    mend: "alter table \(table.name) enable row level security;"
                )
            )
        }
        if !table.isForced {
            faults.append(
                .fault(
                    text("\(table.name) does not bind its owner.", "\(table.name) 的行级安全不约束其所有者。"),
                    mend: "alter table \(table.name) force row level security;"
                )
            )
        }
        faults += table.rolesWithoutOnePolicy.map { role in
            .fault(
                text("\(table.name) has not exactly one policy for \(role).", "\(table.name) 对 \(role) 的策略不是恰好一条。"),
                mend: restore(table.name)
            )
        }
        faults += table.policiesWithoutCompany.map { policy in
            .fault(
                text(
                    "The policy \(policy) of \(table.name) does not begin with the company.",
                    "\(table.name) 的策略 \(policy) 没有首先比较公司。"
                ),
                mend: restore(table.name)
            )
        }
        return faults
    }

    private func restore(_ table: String) -> String {
        text(
            "Compare with sql/schema.sql: \\d+ \(table), then drop and create its policies as written there.",
            "请与 sql/schema.sql 对照（\\d+ \(table)），按其中的定义删除并重建策略。"
        )
    }

    private func fault(of grant: Diagnosis.Grant) -> Finding {
        // Everybody may make temporary tables until that is taken from PUBLIC.
        let grantee = grant.privilege == "temporary" ? "public" : grant.grantee
        return .fault(
            text(
                "\(grant.grantee) has \(grant.privilege) on \(grant.object).",
                "\(grant.grantee) 拥有 \(grant.object) 的 \(grant.privilege) 权限。"
            ),
            mend: "revoke \(grant.privilege) on \(grant.object) from \(grantee);"
        )
    }
}
