public import Domain
import Postgres

extension CompanyTransaction {
    /// The stages a customer left, newest first; nil where the acting person may not see the customer, or there is no
    /// score. The stage of today stands with the score.
    public func stageHistory(of customer: Customer.ID) async throws -> [StageChange]? {
        guard try await score(of: customer) != nil else { return nil }
        return try await all(
            """
            select customer_id, from_stage, since, to_stage, changed_on from app.stage_changes
            where company_id = \(company) and customer_id = \(customer)
            order by changed_on desc, id desc limit 500
            """
        ) { row in
            StageChange(
                customer: try row.get("customer_id"),
                from: StagePlacement(stage: try row.get("from_stage"), since: try row.get("since")),
                to: StagePlacement(stage: try row.get("to_stage"), since: try row.get("changed_on"))
            )
        }
    }

    /// Keeps steps in the lifecycle.
    func record(_ changes: some RandomAccessCollection<StageChange>) async throws {
        guard !changes.isEmpty else { return }
        try await execute(
            """
            insert into app.stage_changes (company_id, id, customer_id, from_stage, since, to_stage, changed_on)
            select \(company), fresh.*
            from (
                select unnest(\(changes.map { _ in Identifier<StageChange>.make() })),
                    unnest(\(changes.map(\.customer))),
                    unnest(\(changes.map(\.from.stage))),
                    unnest(\(changes.map(\.from.since))),
                    unnest(\(changes.map(\.to.stage))),
                    unnest(\(changes.map(\.to.since)))
            ) as fresh
            returning id
            """
        )
    }
}
