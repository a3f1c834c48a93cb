public import Domain
import Postgres

extension Contact {
    static let columns: SQL = "id, customer_id, name, title, email, phone, version, created_at, updated_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customerID: try row.get("customer_id"),
            details: ContactDraft(
                name: try row.get("name"),
                title: try row.get("title"),
                email: try row.get("email"),
                phone: try row.get("phone")
            ),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at")
        )
    }
}

extension CompanyTransaction {
    /// The contacts of a customer in the order in which they became known.
    public func contacts(of customer: Customer.ID, after: Contact.ID? = nil, limit: Int) async throws -> [Contact] {
        _ = try await requireCustomer(customer)
        return try await all(
            """
            select \(Contact.columns) from app.contacts
            where company_id = \(company) and customer_id = \(customer) \(after.map { " and id > \($0)" } ?? .empty)
            order by id limit \(limit)
            """,
            Contact.init(row:)
        )
    }

    /// The contact with this id, if the acting person may see its customer.
    public func contact(_ id: Contact.ID) async throws -> Contact? {
        try await first(
            """
            select \(Contact.columns) from app.contacts
            where company_id = \(company) and id = \(id) and exists (
                select from app.customers
                where customers.company_id = \(company) and customers.id = contacts.customer_id
            )
            """,
            Contact.init(row:)
        )
    }

    /// Adds a contact to a customer.
    public func insertContact(_ draft: ContactDraft, of customer: Customer.ID) async throws -> Contact {
        try await requireCustomer(customer).requireActive()
        return try await one(
            """
            insert into app.contacts (company_id, id, customer_id, name, title, email, phone)
            values (\(company), \(Contact.ID.make()), \(customer), \(draft.name), \(draft.title), \(draft.email),
                \(draft.phone))
            returning \(Contact.columns)
            """,
            Contact.init(row:)
        )
    }

    /// Replaces what can be edited of a contact that is still at the version the caller read.
    public func changeContact(
        _ id: Contact.ID,
        _ draft: ContactDraft,
        expecting version: Int64
    ) async throws -> Contact {
        try await requireContact(id, at: version)
        let changed = try await first(
            """
            update app.contacts
            set name = \(draft.name), title = \(draft.title), email = \(draft.email), phone = \(draft.phone)
            where company_id = \(company) and id = \(id) and version = \(version)
            returning \(Contact.columns)
            """,
            Contact.init(row:)
        )
        guard let changed else { throw CustomerError.stale }
        return changed
    }

    /// Takes away a contact that is still at the version the caller read.
    public func deleteContact(_ id: Contact.ID, expecting version: Int64) async throws {
        try await requireContact(id, at: version)
        let deleted = try await execute(
            "delete from app.contacts where company_id = \(company) and id = \(id) and version = \(version)"
        )
        guard deleted == 1 else { throw CustomerError.stale }
    }

    private func requireContact(_ id: Contact.ID, at version: Int64) async throws {
        guard let contact = try await contact(id) else { throw CustomerError.contactUnknown }
        guard contact.version == version else { throw CustomerError.stale }
    }
}
