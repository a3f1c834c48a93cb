public import Domain
import Postgres

extension SearchHit.Kind: PostgresCodable {}

extension CompanyTransaction {
    /// What may be meant by a few words, best first: customers by name, code, address, phone and note, their contacts, and
    /// what happened with them. Names in Chinese are found by pinyin and initials as well.
    ///
    /// - Parameters:
    ///   - wanted: the words; the first eight count.
    ///   - kinds: what to look for.
    ///   - limit: the most to find.
    public func search(_ wanted: String, kinds: [SearchHit.Kind], limit: Int) async throws -> [SearchHit] {
        // On its own: a function that reads tables cannot stand inside another query on a cluster.
        let found = try await batch([
            "select closeness, id from app.search(\(wanted), \(kinds.map(\.rawValue)), \(Int32(limit)))",
            "select app.search_words(\(wanted)) as words",
        ])
        let closeness = try found[0].map { row in
            (id: try row.get("id", as: SearchHit.ID.self), steps: try row.get("closeness", as: Int32.self))
        }
        guard !closeness.isEmpty, let words = try found[1].first?.get("words", as: [String].self) else { return [] }
        let rows = Dictionary(
            try await all(searchedRows(closeness.map(\.id)), SearchedRow.init(row:)).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return closeness.compactMap { place in rows[place.id]?.hit(SearchHit.Closeness(steps: place.steps), words) }
    }

    /// The rows that were found, as the reader: what they may not see is not among them.
    private func searchedRows(_ ids: [SearchHit.ID]) -> SQL {
        """
        select 'customer' as kind, id, id as customer_id, name as customer_name,
            array['name', 'code', 'email', 'phone', 'note'] as fields, array[name, code, email, phone, note] as texts
        from app.customers where company_id = \(company) and id = any (\(ids))
        union all
        select 'contact', contact.id, customer.id, customer.name,
            array['name', 'title', 'email', 'phone'], array[contact.name, contact.title, contact.email, contact.phone]
        from app.contacts as contact
        join app.customers as customer on customer.company_id = \(company) and customer.id = contact.customer_id
        where contact.company_id = \(company) and contact.id = any (\(ids))
        union all
        select 'interaction', interaction.id, customer.id, customer.name,
            array['summary', 'asked_for', 'promised'], array[interaction.summary, interaction.asked_for, interaction.promised]
        from app.interactions as interaction
        join app.customers as customer on customer.company_id = \(company) and customer.id = interaction.customer_id
        where interaction.company_id = \(company) and interaction.id = any (\(ids))
        """
    }
}

private struct SearchedRow {
    let kind: SearchHit.Kind
    let id: SearchHit.ID
    let customerID: Customer.ID
    let customerName: String
    let fields: [(field: SearchHit.Field, text: String)]

    init(row: Row) throws {
        kind = try row.get("kind")
        id = try row.get("id")
        customerID = try row.get("customer_id")
        customerName = try row.get("customer_name")
        let names: [String] = try row.get("fields")
        let texts: [String?] = try row.get("texts")
        fields = zip(names, texts).compactMap { name, text in
            guard let field = SearchHit.Field(rawValue: name), let text else { return nil }
            return (field, text)
        }
    }

    func hit(_ closeness: SearchHit.Closeness, _ words: [String]) -> SearchHit {
        SearchHit(
            kind: kind,
            id: id,
            customerID: customerID,
            customerName: customerName,
            closeness: closeness,
            words: words,
            fields: fields
        )
    }
}

extension SearchHit.Closeness {
    /// The steps of `app.search`.
    fileprivate init(steps: Int32) {
        switch steps {
        case 1: self = .words
        case 2: self = .beginnings
        default: self = .similar
        }
    }
}
