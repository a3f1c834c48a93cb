public import Domain
import Postgres

extension Company {
    static let columns: SQL = """
        id, agency_id, name, slug, locale, time_zone, currency, state, version, created_at, updated_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            agencyID: try row.get("agency_id"),
            name: try row.get("name"),
            slug: try row.get("slug"),
            locale: try row.get("locale"),
            timeZone: try row.get("time_zone"),
            currency: try row.get("currency"),
            state: try row.get("state"),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at")
        )
    }
}

extension CompanyTransaction {
    /// The company of this transaction.
    public func hostedCompany() async throws -> Company {
        try await one("select \(Company.columns) from app.companies where id = \(company)", Company.init(row:))
    }
}

extension HostingTransaction {
    /// Hosts a company for an agency, with its settings. Refuses a short name that is taken and a time zone that the
    /// database does not know.
    public func insertCompany(_ draft: CompanyDraft, id: Company.ID, agency: Agency.ID) async throws -> Company {
        try await requireTimeZone(draft.timeZone)
        let company = try await naming(HostingError.init(constraint:)) {
            try await one(
                """
                insert into app.companies (id, agency_id, name, slug, locale, time_zone, currency)
                values (\(id), \(agency), \(draft.name), \(draft.slug), \(draft.locale), \(draft.timeZone), \(draft.currency))
                returning \(Company.columns)
                """,
                Company.init(row:)
            )
        }
        try await execute("insert into app.company_settings (company_id) values (\(id))")
        return company
    }

    /// The company with this id, of whatever agency.
    public func company(_ id: Company.ID) async throws -> Company? {
        try await first("select \(Company.columns) from app.companies where id = \(id)", Company.init(row:))
    }

    /// The company with this short name.
    public func company(slug: String) async throws -> Company? {
        try await first("select \(Company.columns) from app.companies where slug = \(slug)", Company.init(row:))
    }

    /// The companies of an agency, or of all, in the order of their ids, which is that of their hosting.
    public func companies(of agency: Agency.ID?, after: Company.ID?, limit: Int) async throws -> [Company] {
        try await all(
            """
            select \(Company.columns) from app.companies
            where (\(agency)::uuid is null or agency_id = \(agency)) and (\(after)::uuid is null or id > \(after))
            order by id limit \(limit)
            """,
            Company.init(row:)
        )
    }

    /// Changes a company that is still at the version the caller read.
    public func changeCompany(_ id: Company.ID, _ change: CompanyChange, expecting version: Int64) async throws
        -> Company
    {
        if let timeZone = change.timeZone { try await requireTimeZone(timeZone) }
        let changed = try await naming(HostingError.init(constraint:)) {
            try await first(
                """
                update app.companies set name = coalesce(\(change.name), name), locale = coalesce(\(change.locale), locale),
                    time_zone = coalesce(\(change.timeZone), time_zone), state = coalesce(\(change.state), state)
                where id = \(id) and version = \(version)
                returning \(Company.columns)
                """,
                Company.init(row:)
            )
        }
        if let changed { return changed }
        throw try await company(id) == nil ? HostingError.companyUnknown : HostingError.stale
    }

    private func requireTimeZone(_ name: String) async throws {
        let known = try await one(
            "select exists (select from pg_catalog.pg_timezone_names where name = \(name)) as known"
        ) { try $0.get("known", as: Bool.self) }
        guard known else { throw HostingError.timeZoneUnknown }
    }
}

extension HostingError {
    fileprivate init?(constraint: String) {
        switch constraint {
        case "companies_slug": self = .slugTaken
        case "companies_slug_form": self = .slugForm
        case "companies_name_length": self = .nameLength
        case "companies_agency": self = .agencyUnknown
        default: return nil
        }
    }
}
