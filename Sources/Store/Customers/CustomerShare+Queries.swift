public import Domain
public import FoundationEssentials
import Postgres

extension CustomerShare {
    static let columns: SQL =
        "id, customer_id, person_id, level, reason, shared_by, created_at, expires_at, revoked_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customerID: try row.get("customer_id"),
            personID: try row.get("person_id"),
            level: try row.get("level"),
            reason: try row.get("reason"),
            sharedBy: try row.get("shared_by"),
            createdAt: try row.get("created_at"),
            expiresAt: try row.get("expires_at"),
            revokedAt: try row.get("revoked_at")
        )
    }
}

extension CompanyTransaction {
    /// Shares a customer with a colleague until a time. Refuses a customer that was itself only shared with who acts.
    public func shareCustomer(
        _ id: Customer.ID,
        with person: Person.ID,
        _ level: CustomerShare.Level,
        reason: String,
        until end: Date
    ) async throws -> CustomerShare {
        _ = try await requireCustomer(id)
        try await requireSharing(of: id, with: person)
        let share = try await first(
            """
            insert into app.customer_shares (company_id, id, customer_id, person_id, level, reason, shared_by, expires_at)
            select \(company), \(CustomerShare.ID.make()), \(id), \(person), \(level), \(reason), \(principal.person), \(end)
            where \(end) > now() and \(end) <= now() + interval '366 days'
            returning \(CustomerShare.columns)
            """,
            CustomerShare.init(row:)
        )
        guard let share else { throw ShareError.expiry }
        return share
    }

    /// The shares of a customer, the newest first, with those that ended; refuses a customer that may not be seen.
    public func shares(of id: Customer.ID, before: CustomerShare.ID?, limit: Int) async throws -> [CustomerShare] {
        _ = try await requireCustomer(id)
        return try await all(
            """
            select \(CustomerShare.columns) from app.customer_shares
            where company_id = \(company) and customer_id = \(id) and (\(before)::uuid is null or id < \(before))
            order by id desc limit \(limit)
            """,
            CustomerShare.init(row:)
        )
    }

    /// The shares that the acting person may see, the newest first: given, received, and of customers that are theirs.
    public func shares(before: CustomerShare.ID?, limit: Int) async throws -> [CustomerShare] {
        try await all(
            """
            select \(CustomerShare.columns) from app.customer_shares
            where company_id = \(company) and (\(before)::uuid is null or id < \(before))
            order by id desc limit \(limit)
            """,
            CustomerShare.init(row:)
        )
    }

    /// The share with this id, if the acting person may see it.
    public func share(_ id: CustomerShare.ID) async throws -> CustomerShare? {
        try await first(
            "select \(CustomerShare.columns) from app.customer_shares where company_id = \(company) and id = \(id)",
            CustomerShare.init(row:)
        )
    }

    /// Takes a share back; one that was taken back before stays so.
    public func revokeShare(_ id: CustomerShare.ID) async throws {
        let revoked = try await execute(
            """
            update app.customer_shares set revoked_at = coalesce(revoked_at, now())
            where company_id = \(company) and id = \(id)
            """
        )
        guard revoked == 1 else { throw ShareError.unknown }
    }

    private func requireSharing(of customer: Customer.ID, with person: Person.ID) async throws {
        let found = try await one(
            """
            select \(principal.visibility == .company) or app.holds(\(customer)) as holds,
                exists (
                    select from app.memberships
                    where company_id = \(company) and person_id = \(person) and state = 'active'
                ) as is_member,
                (
                    select count(*) from app.customer_shares
                    where company_id = \(company) and person_id = \(person) and expires_at > now() and revoked_at is null
                ) as live
            """
        ) { row in
            (
                holds: try row.get("holds", as: Bool.self), isMember: try row.get("is_member", as: Bool.self),
                live: try row.get("live", as: Int64.self)
            )
        }
        guard Rule.sharesOwn.holds(found.holds) else { throw ShareError.notHeld }
        guard Rule.sharesWithMember.holds(found.isMember) else { throw ShareError.personUnknown }
        guard found.live < Int64(CustomerShare.liveLimit) else { throw ShareError.tooMany }
    }
}

extension CompanyTransaction {
    /// For lists of customers, and of what hangs on them, of somebody who sees their own only: they name the owner, so that
    /// they walk the owner's index; the policy alone would filter the company's. `customer` is the table's alias.
    func ownCustomers(_ customer: SQL) -> SQL {
        guard principal.visibility == .own else { return .empty }
        return """
             and (\(customer).owner_id = \(principal.person)
                or \(customer).id = any (current_setting('app.shared_customers')::uuid[]))
            """
    }
}
