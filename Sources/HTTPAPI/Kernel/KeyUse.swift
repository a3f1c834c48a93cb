import Domain
import Store
import Synchronization

/// Which keys and sessions this process has seen at work in which companies: a key's first use of a day, a session's
/// first of all and the first under a support grant are events of the audit.
final class KeyUse: Sendable {
    private struct Use: Hashable {
        let proof: Credential.Proof
        let company: Company.ID
        let supportGrant: SupportGrant.ID?
    }

    private let noted = Mutex<[Use: ContinuousClock.Instant]>([:])

    /// Uses remembered at most; all are forgotten when there would be more, and the database then knows.
    static let capacity = 65_536
    /// How long a process does not ask the database whether the use is noted.
    static let lifetime = Duration.seconds(3600)

    /// Notes what is used in a company, where that is not noted yet.
    func note(
        _ proof: Credential.Proof,
        of principal: Principal,
        in company: Company.ID,
        _ database: Database
    ) async throws {
        let use = Use(proof: proof, company: company, supportGrant: principal.support?.grant), now = ContinuousClock.now
        let isKnown = noted.withLock { noted in
            if let until = noted[use], until > now { return true }
            if noted.count >= Self.capacity { noted.removeAll(keepingCapacity: true) }
            noted[use] = now + Self.lifetime
            return false
        }
        guard !isKnown else { return }
        do {
            try await database.withCompany(company, as: principal) { transaction in
                switch proof {
                case .key(let key): try await transaction.noteKeyUse(key)
                case .session(let session): try await transaction.noteSessionUse(session)
                }
                if let support = principal.support { try await transaction.noteSupport(support.grant) }
            }
        } catch {
            noted.withLock { _ = $0.removeValue(forKey: use) }
            throw error
        }
    }
}
