public import Domain
import Postgres

extension CustomerOwner {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            ownerID: try row.get("owner_id"),
            reason: try row.get("reason"),
            changedBy: try row.get("changed_by"),
            since: try row.get("since")
        )
    }
}

extension CompanyTransaction {
    /// Gives a customer to an agent, or to nobody, and writes it into the history. An agent who gives a customer away
    /// does not see it afterwards.
    ///
    /// - Returns: the entry of the history; nil where the customer had this owner already.
    public func changeOwner(
        of id: Customer.ID,
        to owner: Person.ID?,
        reason: String
    ) async throws -> CustomerOwner? {
        let customer = try await requireCustomer(id)
        try customer.requireActive()
        if let owner { try await requireOwner(owner) }
        guard customer.ownerID != owner else { return nil }
        try await execute("update app.customers set owner_id = \(owner) where company_id = \(company) and id = \(id)")
        return try await recordOwner(owner, of: id, reason: reason)
    }

    /// Who was responsible for a customer, newest first; refuses where the acting person may not see the customer.
    public func owners(
        of id: Customer.ID,
        before: CustomerOwner.ID? = nil,
        limit: Int
    ) async throws -> [CustomerOwner] {
        _ = try await requireCustomer(id)
        return try await all(
            """
            select id, owner_id, reason, changed_by, since from app.customer_owners
            where company_id = \(company) and customer_id = \(id) \(before.map { " and id < \($0)" } ?? .empty)
            order by id desc limit \(limit)
            """,
            CustomerOwner.init(row:)
        )
    }

    @discardableResult
    func recordOwner(_ owner: Person.ID?, of id: Customer.ID, reason: String) async throws -> CustomerOwner {
        try await one(
            """
            insert into app.customer_owners (company_id, id, customer_id, owner_id, reason, changed_by)
            values (\(company), \(CustomerOwner.ID.make()), \(id), \(owner), \(reason), \(principal.person))
            returning id, owner_id, reason, changed_by, since
            """,
            CustomerOwner.init(row:)
        )
    }

    func requireOwner(_ person: Person.ID) async throws {
        let isOwner = try await first(
            """
            select from app.memberships
            where company_id = \(company) and person_id = \(person) and state = 'active' and role in ('agent', 'manager', 'owner')
            """
        ) { _ in true }
        guard isOwner == true else { throw CustomerError.ownerUnknown }
    }
}
