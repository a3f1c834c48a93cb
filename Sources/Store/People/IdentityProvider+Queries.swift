import Crypto
public import Domain
import FoundationEssentials
import Postgres

/// A provider with what we prove to it who we are, sealed.
public struct KeptProvider: Sendable {
    /// The provider.
    public let provider: IdentityProvider
    let sealed: Data

    init(row: Row) throws {
        provider = try IdentityProvider(
            agency: row.get("agency_id"),
            issuer: row.get("issuer"),
            clientID: row.get("client_id"),
            emailDomain: row.get("email_domain"),
            allowsPasswords: row.get("allow_passwords")
        )
        sealed = try row.get("sealed_secret")
    }

    static let columns: SQL = "agency_id, issuer, client_id, email_domain, allow_passwords, sealed_secret"
}

/// Encrypts what providers know us by with the installation's key, each for its agency and issuer only.
public struct ProviderVault: Sendable {
    private let key: SymmetricKey

    /// A vault of the setting IDENTITY_KEY.
    public init(key: String) {
        self.key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(key.utf8)),
            info: Array("identity provider".utf8),
            outputByteCount: 32
        )
    }

    func seal(_ secret: String, of provider: IdentityProvider) throws -> Data {
        let box = try AES.GCM.seal(Array(secret.utf8), using: key, authenticating: Self.name(provider))
        guard let sealed = box.combined else { throw IdentityProviderError.noKey }
        return sealed
    }

    /// The client's secret; throws where it was sealed with another key, or for another provider.
    public func secret(of kept: KeptProvider) throws(IdentityProviderError) -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: kept.sealed)
            let bytes = try AES.GCM.open(box, using: key, authenticating: Self.name(kept.provider))
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw .noKey
        }
    }

    private static func name(_ provider: IdentityProvider) -> [UInt8] {
        Array("\(provider.agency)|\(provider.issuer)".utf8)
    }
}

extension HostingTransaction {
    /// Sets the provider of an agency, in place of the one before. The links of another issuer are forgotten.
    public func set(_ provider: IdentityProvider, secret: String, in vault: ProviderVault) async throws {
        guard IdentityProvider.secretLength.contains(secret.utf8.count) else { throw IdentityProviderError.badSecret }
        let sealed = try vault.seal(secret, of: provider)
        try await naming({ $0 == "identity_providers_domain" ? IdentityProviderError.domainTaken : nil }) {
            try await execute(
                """
                insert into app.identity_providers
                    (agency_id, issuer, client_id, sealed_secret, email_domain, allow_passwords)
                values (\(provider.agency), \(provider.issuer), \(provider.clientID), \(sealed),
                    \(provider.emailDomain), \(provider.allowsPasswords))
                on conflict (agency_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
                    sealed_secret = excluded.sealed_secret, email_domain = excluded.email_domain,
                    allow_passwords = excluded.allow_passwords, updated_at = excluded.updated_at
                """
            )
        }
        try await execute(
            "delete from app.provider_links where agency_id = \(provider.agency) and issuer <> \(provider.issuer)"
        )
    }

    /// Every provider, by its domain.
    public func identityProviders() async throws -> [IdentityProvider] {
        try await all("select \(KeptProvider.columns) from app.identity_providers order by email_domain") {
            try KeptProvider(row: $0).provider
        }
    }

    /// The provider of an agency.
    public func identityProvider(of agency: Agency.ID) async throws -> KeptProvider? {
        try await first(
            "select \(KeptProvider.columns) from app.identity_providers where agency_id = \(agency)",
            KeptProvider.init(row:)
        )
    }

    /// The provider that vouches for an address.
    public func identityProvider(for email: String) async throws -> KeptProvider? {
        let domain = IdentityProvider.domain(of: email)
        return try await first(
            "select \(KeptProvider.columns) from app.identity_providers where email_domain = \(domain)",
            KeptProvider.init(row:)
        )
    }

    /// Takes the provider of an agency away, and whom it meant.
    public func removeIdentityProvider(of agency: Agency.ID) async throws {
        let removed = try await execute("delete from app.identity_providers where agency_id = \(agency)")
        guard removed == 1 else { throw IdentityProviderError.none }
    }

    /// Forgets whom providers mean by a person; returns how many did. The next time their address counts again.
    public func unlinkProviders(of person: Person.ID, from origin: SignInOrigin) async throws -> Int {
        let forgotten = try await execute("delete from app.provider_links where person_id = \(person)")
        if forgotten > 0 { try await note(.providerUnlinked, of: person, from: origin) }
        return forgotten
    }
}

extension HostingTransaction {
    /// Whom a provider means: the person that it meant before or, the first time, the one whose address it vouches for.
    /// Nil where that is nobody, or somebody whom it may not let in.
    public func person(
        meantBy provider: IdentityProvider,
        subject: String,
        verifiedEmail: String?,
        from origin: SignInOrigin
    ) async throws -> Person? {
        let linked = try await first(
            """
            select \(Person.columns) from app.persons where id in (
                select l.person_id from app.provider_links l
                where l.agency_id = \(provider.agency) and l.issuer = \(provider.issuer) and l.subject = \(subject)
            )
            """,
            Person.init(row:)
        )
        if let linked { return try await mayLetIn(provider, linked) ? linked : nil }
        guard let verifiedEmail, let person = try await person(email: verifiedEmail),
            try await mayLetIn(provider, person)
        else { return nil }
        // Somebody else at the provider had the address before: the operator decides.
        let isNew = try await execute(
            """
            insert into app.provider_links (agency_id, issuer, subject, person_id)
            values (\(provider.agency), \(provider.issuer), \(subject), \(person.id))
            on conflict do nothing
            """
        )
        guard isNew == 1 else { return nil }
        try await note(.providerLinked, of: person.id, from: origin)
        return person
    }

    /// Whether a person may sign in with a password: not where the provider that may let them in says otherwise.
    public func mayUsePassword(_ person: Person) async throws -> Bool {
        guard let provider = try await identityProvider(for: person.email)?.provider, !provider.allowsPasswords else {
            return true
        }
        return try await !mayLetIn(provider, person)
    }

    /// A provider lets in those whose address it vouches for, and who work for its agency and no other: whoever signs in
    /// does so everywhere.
    private func mayLetIn(_ provider: IdentityProvider, _ person: Person) async throws -> Bool {
        guard provider.vouches(for: person.email) else { return false }
        let agencies = try await all(
            """
            select c.agency_id from app.memberships m join app.companies c on c.id = m.company_id
            where m.person_id = \(person.id) and m.state = 'active'
            union
            select a.agency_id from app.agency_members a where a.person_id = \(person.id)
            """
        ) { try $0.get("agency_id", as: Agency.ID.self) }
        return agencies == [provider.agency]
    }
}
