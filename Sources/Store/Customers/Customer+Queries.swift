public import Domain
import Postgres

extension Customer.Kind: PostgresCodable {}
extension Customer.State: PostgresCodable {}

extension Customer {
    static let columns: SQL = """
        id, code, kind, name, email, phone, note, owner_id, state, version, created_at, updated_at, archived_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            code: try row.get("code"),
            kind: try row.get("kind"),
            name: try row.get("name"),
            email: try row.get("email"),
            phone: try row.get("phone"),
            note: try row.get("note"),
            ownerID: try row.get("owner_id"),
            state: try row.get("state"),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"),
            archivedAt: try row.get("archived_at")
        )
    }
}

/// Where a page of customers begins: behind the customer with this name and id.
public struct CustomerPosition: Sendable, Codable {
    /// The name in lower case, as the database writes it.
    public let nameKey: String
    /// The id, which decides among equal names.
    public let id: Customer.ID
}

/// A customer of a list, with its position in it.
public struct ListedCustomer: Sendable {
    /// The customer.
    public let customer: Customer
    /// Where the next page would begin.
    public let position: CustomerPosition
}

/// Which customers a list holds.
public struct CustomerFilter: Sendable {
    /// Only those still served, or only those archived.
    public var state: Customer.State
    /// Only those of this agent.
    public var ownerID: Person.ID?
    /// Only those in this tier today.
    public var tier: String?
    /// Only those whose name or code begins with this, upper or lower case.
    public var prefix: String?

    /// Active customers, unless something else is said.
    public init(
        state: Customer.State = .active,
        ownerID: Person.ID? = nil,
        tier: String? = nil,
        prefix: String? = nil
    ) {
        self.state = state
        self.ownerID = ownerID
        self.tier = tier
        self.prefix = prefix
    }
}

extension CompanyTransaction {
    /// The customer with this id, if the acting person may see it.
    public func customer(_ id: Customer.ID) async throws -> Customer? {
        try await first(
            "select \(Customer.columns) from app.customers where company_id = \(company) and id = \(id)",
            Customer.init(row:)
        )
    }

    /// Customers by name, then id.
    public func customers(
        _ filter: CustomerFilter,
        after: CustomerPosition? = nil,
        limit: Int
    ) async throws -> [ListedCustomer] {
        func page(_ further: SQL) -> SQL {
            """
            select \(Customer.columns), name_key from app.customers as customer
            where \(condition(filter))\(further) \(after.map { " and (name_key, id) > (\($0.nameKey), \($0.id))" } ?? .empty)
            order by name_key, id limit \(limit)
            """
        }
        // Who sees their own only names the owner, so that the list walks the owner's index; the policy alone would filter
        // the company's. What was shared with them comes from its ids.
        let own: SQL = """
            (\(page(" and owner_id = \(principal.person)"))) union all
            (\(page(" and id = any (current_setting('app.shared_customers')::uuid[]) and owner_id is distinct from \(principal.person)")))
            order by name_key, id limit \(limit)
            """
        return try await all(principal.visibility == .own ? own : page(.empty)) { row in
            let customer = try Customer(row: row)
            let position = CustomerPosition(nameKey: try row.get("name_key"), id: customer.id)
            return ListedCustomer(customer: customer, position: position)
        }
    }

    private func condition(_ filter: CustomerFilter) -> SQL {
        var condition: SQL = "company_id = \(company) and state = \(filter.state)"
        if let owner = filter.ownerID { condition.append(" and owner_id = \(owner)") }
        if let tier = filter.tier {
            condition.append(
                """
                 and exists (
                    select from app.customer_scores as score
                    where score.company_id = \(company) and score.customer_id = customer.id and score.tier = \(tier)
                )
                """
            )
        }
        if let prefix = filter.prefix {
            let start = prefix.lowercased()
            let end = start + "\u{10FFFF}"
            // Comparisons of text are leakproof, LIKE is not: under row-level security only these may use the index.
            condition.append(
                """
                 and ((name_key >= \(start) and name_key < \(end)) or (code_key >= \(start) and code_key < \(end)))
                """
            )
        }
        return condition
    }

    /// Adds a customer.
    public func insertCustomer(
        _ draft: CustomerDraft,
        id: Customer.ID = .make(),
        owner: Person.ID? = nil
    ) async throws -> Customer {
        if let owner { try await requireOwner(owner) }
        let customer = try await naming(CustomerError.init(constraint:)) {
            try await one(
                """
                insert into app.customers (company_id, id, code, kind, name, email, phone, note, owner_id)
                values (\(company), \(id), \(draft.code), \(draft.kind), \(draft.name), \(draft.email), \(draft.phone),
                    \(draft.note), \(owner))
                returning \(Customer.columns)
                """,
                Customer.init(row:)
            )
        }
        if let owner { try await recordOwner(owner, of: id, reason: "created") }
        return customer
    }

    /// Replaces what can be edited of a customer that is still at the version the caller read.
    public func changeCustomer(
        _ id: Customer.ID,
        _ draft: CustomerDraft,
        expecting version: Int64
    ) async throws -> Customer {
        let old = try await requireCustomer(id)
        guard old.version == version else { throw CustomerError.stale }
        try old.requireActive()
        let changed = try await naming(CustomerError.init(constraint:)) {
            try await first(
                """
                update app.customers
                set code = \(draft.code), kind = \(draft.kind), name = \(draft.name), email = \(draft.email),
                    phone = \(draft.phone), note = \(draft.note)
                where company_id = \(company) and id = \(id) and version = \(version)
                returning \(Customer.columns)
                """,
                Customer.init(row:)
            )
        }
        guard let changed else { throw CustomerError.stale }
        return changed
    }

    /// Archives a customer; one that is archived stays as it is.
    public func archiveCustomer(_ id: Customer.ID) async throws -> Customer {
        try await setState(of: id, to: .archived)
    }

    /// Takes a customer out of the archive; one that is active stays as it is.
    public func restoreCustomer(_ id: Customer.ID) async throws -> Customer {
        let customer = try await setState(of: id, to: .active)
        try await markOrders(of: id)
        return customer
    }

    private func setState(of id: Customer.ID, to state: Customer.State) async throws -> Customer {
        let changed = try await first(
            """
            update app.customers
            set state = \(state), archived_at = case when \(state) = 'archived' then now() end
            where company_id = \(company) and id = \(id) and state <> \(state)
            returning \(Customer.columns)
            """,
            Customer.init(row:)
        )
        if let changed { return changed }
        return try await requireCustomer(id)
    }

    /// The customer with this id; refuses where there is none that the acting person may see.
    func requireCustomer(_ id: Customer.ID) async throws -> Customer {
        guard let customer = try await customer(id) else { throw CustomerError.unknown }
        return customer
    }
}

extension CustomerError {
    init?(constraint: String) {
        switch constraint {
        case "customers_code": self = .codeTaken
        case "customers_owner": self = .ownerUnknown
        default: return nil
        }
    }
}
