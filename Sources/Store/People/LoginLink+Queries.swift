public import Domain
public import FoundationEssentials
import Postgres

extension HostingTransaction {
    /// Makes a link for a person. Its secret is given once, here. An invitation ends the one before; a reset does not, or
    /// else whoever asks for another would end the one that is on its way.
    public func makeLink(
        _ purpose: LoginLink.Purpose,
        for person: Person.ID,
        by issuer: LoginLink.Issuer,
        from origin: SignInOrigin
    ) async throws -> (secret: SecretToken, expiresAt: Date) {
        if purpose == .invitation, try await login(of: person)?.passwordHash != nil { throw LoginLinkError.hasPassword }
        guard Rule.makesLinkForOwn.holds(try await isOnlyFor(issuer, person)) else { throw PeopleError.notOurs }
        try await execute(
            """
            delete from app.login_links
            where person_id = \(person) and purpose = \(purpose) and (purpose = 'invitation' or expires_at < now())
            """
        )
        let secret = SecretToken.make()
        let end = try await one(
            """
            insert into app.login_links
                (person_id, purpose, secret_hash, issuer_company_id, issuer_agency_id, expires_at)
            values (\(person), \(purpose), \(secret.hash), \(issuer.company), \(issuer.agency),
                now() + \(Double(purpose.lifetime)) * interval '1 second')
            returning expires_at
            """
        ) { try $0.get("expires_at", as: Date.self) }
        try await note(purpose == .invitation ? .invited : .resetIssued, of: person, from: origin)
        return (secret, end)
    }

    /// Whose link this is, where it works.
    public func holder(of secret: SecretToken, for purpose: LoginLink.Purpose) async throws -> Person? {
        try await first(
            """
            select \(Person.columns) from app.persons where id in (
                select l.person_id from app.login_links l
                where l.secret_hash = \(secret.hash) and l.purpose = \(purpose) and l.used_at is null
                    and l.expires_at > now()
            )
            """,
            Person.init(row:)
        )
    }

    /// Sets a password by a link, which is used up; of several at the same moment one succeeds. Every session of the person
    /// ends, and every other link.
    public func setPassword(
        hash: String,
        with secret: SecretToken,
        for purpose: LoginLink.Purpose,
        from origin: SignInOrigin
    ) async throws -> Person.ID {
        let used = try await first(
            """
            update app.login_links set used_at = now()
            where secret_hash = \(secret.hash) and purpose = \(purpose) and used_at is null and expires_at > now()
            returning person_id, issuer_company_id, issuer_agency_id
            """
        ) { (person: try $0.get("person_id", as: Person.ID.self), issuer: try LoginLink.Issuer(row: $0)) }
        // What throws here rolls back, and nothing is used up; but then it is dead all the same.
        guard let used, Rule.takesLinkOfOwn.holds(try await isOnlyFor(used.issuer, used.person)) else {
            throw LoginLinkError.dead
        }
        if purpose == .invitation {
            guard try await addPassword(hash: hash, of: used.person) else { throw LoginLinkError.dead }
        } else {
            try await setPassword(hash: hash, of: used.person)
        }
        try await endSessions(of: used.person, except: nil, from: origin)
        try await execute("delete from app.login_links where person_id = \(used.person) and used_at is null")
        try await note(purpose == .invitation ? .invitationAccepted : .passwordReset, of: used.person, from: origin)
        return used.person
    }

    /// Whether the person works for nobody but the issuer: not in another company, or of another agency, nor for an agency.
    private func isOnlyFor(_ issuer: LoginLink.Issuer, _ person: Person.ID) async throws -> Bool {
        guard issuer != .installation else { return true }
        let others = try await execute(
            """
            select from app.memberships m join app.companies c on c.id = m.company_id
            where m.person_id = \(person) and m.state = 'active'
                and (m.company_id <> \(issuer.company)::uuid or c.agency_id <> \(issuer.agency)::uuid)
            union all
            select from app.agency_members a where a.person_id = \(person)
            """
        )
        return others == 0
    }

    /// Sets the first password; false where there is one.
    private func addPassword(hash: String, of person: Person.ID) async throws -> Bool {
        try await execute(
            """
            insert into app.passwords (person_id, hash) values (\(person), \(hash))
            on conflict do nothing
            """
        ) == 1
    }
}

extension LoginLink.Issuer {
    fileprivate init(row: Row) throws {
        if let company = try row.get("issuer_company_id", as: Company.ID?.self) {
            self = .company(company)
        } else if let agency = try row.get("issuer_agency_id", as: Agency.ID?.self) {
            self = .agency(agency)
        } else {
            self = .installation
        }
    }

    fileprivate var company: Company.ID? {
        if case .company(let company) = self { company } else { nil }
    }

    fileprivate var agency: Agency.ID? {
        if case .agency(let agency) = self { agency } else { nil }
    }
}
