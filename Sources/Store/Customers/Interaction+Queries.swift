public import Domain
public import FoundationEssentials
import Postgres

extension Interaction.Kind: PostgresCodable {}
extension Interaction.Direction: PostgresCodable {}

extension Interaction {
    static let columns: SQL = """
        id, customer_id, person_id, kind, direction, summary, asked_for, promised, happened_at, created_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customerID: try row.get("customer_id"),
            personID: try row.get("person_id"),
            details: InteractionDraft(
                kind: try row.get("kind"),
                direction: try row.get("direction"),
                summary: try row.get("summary"),
                askedFor: try row.get("asked_for"),
                promised: try row.get("promised")
            ),
            happenedAt: try row.get("happened_at"),
            createdAt: try row.get("created_at")
        )
    }

    /// Where a page of interactions begins: behind this one.
    public struct Position: Sendable, Codable {
        /// When the last one of the page before happened.
        public let happenedAt: Date
        /// Its id, which decides among those of one moment.
        public let id: ID

        /// The position of an interaction.
        public init(_ interaction: Interaction) {
            happenedAt = interaction.happenedAt
            id = interaction.id
        }
    }
}

extension CompanyTransaction {
    /// Records what happened with a customer, by the acting person; now, where no time is given.
    public func insertInteraction(
        _ draft: InteractionDraft,
        with customer: Customer.ID,
        happenedAt: Date? = nil,
        id: Interaction.ID = .make()
    ) async throws -> Interaction {
        _ = try await requireCustomer(customer)
        return try await one(
            """
            insert into app.interactions (
                company_id, id, customer_id, person_id, kind, direction, summary, asked_for, promised, happened_at
            )
            values (
                \(company), \(id), \(customer), \(principal.person), \(draft.kind), \(draft.direction), \(draft.summary),
                \(draft.askedFor), \(draft.promised), coalesce(\(happenedAt), now())
            )
            returning \(Interaction.columns)
            """,
            Interaction.init(row:)
        )
    }

    /// What happened with a customer, newest first.
    public func interactions(
        with customer: Customer.ID,
        kind: Interaction.Kind? = nil,
        after: Interaction.Position? = nil,
        limit: Int
    ) async throws -> [Interaction] {
        _ = try await requireCustomer(customer)
        var condition: SQL = "company_id = \(company) and customer_id = \(customer)"
        if let kind { condition.append(" and kind = \(kind)") }
        if let after { condition.append(" and (happened_at, id) < (\(after.happenedAt), \(after.id))") }
        return try await all(
            """
            select \(Interaction.columns) from app.interactions where \(condition)
            order by happened_at desc, id desc limit \(limit)
            """,
            Interaction.init(row:)
        )
    }

    /// The interaction with this id, if the acting person may see its customer.
    public func interaction(_ id: Interaction.ID) async throws -> Interaction? {
        try await first(
            """
            select \(Interaction.columns) from app.interactions
            where company_id = \(company) and id = \(id) and exists (
                select from app.customers
                where customers.company_id = \(company) and customers.id = interactions.customer_id
            )
            """,
            Interaction.init(row:)
        )
    }
}
