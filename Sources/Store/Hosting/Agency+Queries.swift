public import Domain
import Postgres

extension Agency {
    static let columns: SQL = "id, name, created_at"

    init(row: Row) throws {
        self.init(id: try row.get("id"), name: try row.get("name"), createdAt: try row.get("created_at"))
    }
}

extension HostingTransaction {
    /// Hosts an agency.
    public func insertAgency(name: String, id: Agency.ID) async throws -> Agency {
        try await naming(HostingError.init(agencyConstraint:)) {
            try await one(
                "insert into app.agencies (id, name) values (\(id), \(name)) returning \(Agency.columns)",
                Agency.init(row:)
            )
        }
    }

    /// The agency with this id.
    public func agency(_ id: Agency.ID) async throws -> Agency? {
        try await first("select \(Agency.columns) from app.agencies where id = \(id)", Agency.init(row:))
    }

    /// Every agency, the oldest first.
    public func agencies() async throws -> [Agency] {
        try await all("select \(Agency.columns) from app.agencies order by created_at, id", Agency.init(row:))
    }

    /// Lets a person work for the agency in this role; changes the role of one who does already.
    public func setAgencyMember(_ person: Person.ID, of agency: Agency.ID, role: Agency.Role) async throws {
        try await execute(
            """
            insert into app.agency_members (agency_id, person_id, role) values (\(agency), \(person), \(role))
            on conflict (agency_id, person_id) do update set role = excluded.role
            """
        )
    }
}

extension HostingTransaction {
    /// Somebody who works for the agency, by their address without regard to case.
    public func agencyPerson(email: String, of agency: Agency.ID) async throws -> Person? {
        try await first(
            """
            select \(Person.columns) from app.persons
            where email_key = lower(\(email))
                and exists (select from app.agency_members where agency_id = \(agency) and person_id = persons.id)
            """,
            Person.init(row:)
        )
    }

    /// Refuses somebody who works for an agency: no agency gives its own people, or another's, a lasting place in a company.
    public func requireNoAgencyMember(_ person: Person.ID) async throws {
        let found = try await execute("select from app.agency_members where person_id = \(person) limit 1")
        guard Rule.placesNobodyOfAgencies.holds(found == 0) else { throw PeopleError.worksForAgency }
    }
}

extension HostingError {
    fileprivate init?(agencyConstraint constraint: String) {
        guard constraint == "agencies_name_length" else { return nil }
        self = .nameLength
    }
}

extension HostingTransaction {
    /// Refuses to act for a person who is not wholly in this agency's hands: somebody who works in this company, in no
    /// company of another agency, and for the agency itself only where its owner asks.
    public func requireStaff(
        _ person: Person.ID,
        in company: Company.ID,
        of agency: Agency.ID,
        for role: Agency.Role
    ) async throws {
        let found = try await one(
            """
            select
                exists (
                    select from app.memberships
                    where company_id = \(company) and person_id = \(person) and state = 'active'
                ) as here,
                exists (
                    select from app.memberships m join app.companies c on c.id = m.company_id
                    where m.person_id = \(person) and c.agency_id <> \(agency)
                ) as elsewhere,
                exists (select from app.agency_members where person_id = \(person)) as staff
            """
        ) { row in
            (
                here: try row.get("here", as: Bool.self), elsewhere: try row.get("elsewhere", as: Bool.self),
                staff: try row.get("staff", as: Bool.self)
            )
        }
        guard Rule.actsForWhoWorksHere.holds(found.here) else { throw PeopleError.unknown }
        guard Rule.actsForWhoWorksNowhereElse.holds(!found.elsewhere),
            Rule.actsForStaffByOwner.holds(!found.staff || role == .owner)
        else { throw PeopleError.notOurs }
    }
}
