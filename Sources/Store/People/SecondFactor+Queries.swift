import Crypto
public import Domain
public import FoundationEssentials
import Postgres

/// A person's authenticator, as it is kept.
public struct SecondFactor: Sendable {
    let sealed: Data
    /// The present half minute, by the clock of the database.
    let step: Int64
    /// When the person showed that they have it; nil while they did not.
    public let confirmedAt: Date?
    /// Recovery codes that work.
    public let recoveryCodesLeft: Int

    init(row: Row) throws {
        sealed = try row.get("sealed")
        step = try row.get("step")
        confirmedAt = try row.get("confirmed_at")
        recoveryCodesLeft = Int(try row.get("codes_left", as: Int64.self))
    }
}

extension HostingTransaction {
    /// The authenticator of a person, confirmed or not.
    public func secondFactor(of person: Person.ID) async throws -> SecondFactor? {
        try await first(
            """
            select f.sealed, f.confirmed_at, floor(extract(epoch from now()) / \(Double(TimeCode.period)))::bigint as step,
                (select count(*) from app.recovery_codes c where c.person_id = f.person_id and c.used_at is null) as codes_left
            from app.second_factors f where f.person_id = \(person)
            """,
            SecondFactor.init(row:)
        )
    }

    /// Makes a secret for a person, in place of one that was never confirmed. It is given once, here.
    public func beginSecondFactor(of person: Person.ID, in vault: FactorVault) async throws -> [UInt8] {
        let secret = TimeCode.makeSecret()
        let sealed = try vault.seal(secret, of: person)
        let made = try await execute(
            """
            insert into app.second_factors (person_id, sealed) values (\(person), \(sealed))
            on conflict (person_id) do update set sealed = excluded.sealed, created_at = excluded.created_at
            where second_factors.confirmed_at is null
            returning person_id
            """
        )
        guard made == 1 else { throw SecondFactorError.enrolled }
        return secret
    }

    /// Confirms the authenticator by its first code. From now on signing in asks for it. The recovery codes are given once,
    /// here; only their hashes are kept.
    public func confirmSecondFactor(
        of person: Person.ID,
        code: String,
        in vault: FactorVault,
        from origin: SignInOrigin
    ) async throws -> [String] {
        // Who signs in at this moment holds it until their session is there, which is then ended with the others.
        try await execute("select from app.passwords where person_id = \(person) for update")
        guard let factor = try await secondFactor(of: person), factor.confirmedAt == nil else {
            throw SecondFactorError.none
        }
        guard try await spend(code, of: person, factor, in: vault) else { throw SecondFactorError.wrong }
        let confirmed = try await execute(
            "update app.second_factors set confirmed_at = now() where person_id = \(person) and confirmed_at is null"
        )
        guard confirmed == 1 else { throw SecondFactorError.none }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        for code in codes {
            let hash = RecoveryCode.hash(code, of: person)
            try await execute("insert into app.recovery_codes (person_id, code_hash) values (\(person), \(hash))")
        }
        try await note(.factorEnrolled, of: person, from: origin)
        return codes
    }

    /// Whether a code, of the authenticator or for recovery, is right and was never used; it is used up by this. Of several
    /// who show the same one at the same moment one is right.
    public func spend(
        _ code: String,
        of person: Person.ID,
        _ factor: SecondFactor,
        in vault: FactorVault?
    ) async throws -> Bool {
        guard code.utf8.count == TimeCode.digits else {
            let hash = RecoveryCode.hash(code, of: person)
            return try await execute(
                """
                update app.recovery_codes set used_at = now()
                where person_id = \(person) and code_hash = \(hash) and used_at is null
                """
            ) == 1
        }
        guard let vault else { throw SecondFactorError.noKey }
        let secret = try vault.open(factor.sealed, of: person)
        guard let step = TimeCode.step(of: code, secret, at: factor.step) else { return false }
        return try await execute(
            """
            update app.second_factors set last_step = \(step)
            where person_id = \(person) and sealed = \(factor.sealed) and last_step < \(step)
            """
        ) == 1
    }

    /// Takes the authenticator away, with the recovery codes; false where there is none.
    @discardableResult
    public func removeSecondFactor(of person: Person.ID, from origin: SignInOrigin) async throws -> Bool {
        let removed = try await execute("delete from app.second_factors where person_id = \(person)")
        guard removed == 1 else { return false }
        try await note(.factorRemoved, of: person, from: origin)
        return true
    }
}

/// What a person may show once in place of a code: four times four letters and digits, 80 random bits, without those that
/// look like others.
enum RecoveryCode {
    static let count = 10
    private static let letters = Array("abcdefghjkmnpqrstvwxyz0123456789".utf8)

    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let parts = (0..<4).map { _ in
            String(decoding: (0..<4).map { _ in letters[Int.random(in: 0..<32, using: &generator)] }, as: UTF8.self)
        }
        return parts.joined(separator: "-")
    }

    /// However it is typed: without regard to case, hyphens and spaces.
    static func hash(_ code: String, of person: Person.ID) -> [UInt8] {
        let plain = code.lowercased().filter { $0 != "-" && $0 != " " }
        return Array(SHA256.hash(data: Array("\(person)|\(plain)".utf8)))
    }
}
