import Domain
import Store
import Synchronization

/// Which keys this process has seen at work in which companies: the first use of a day is an event of the audit.
final class KeyUse: Sendable {
    private struct Use: Hashable {
        let key: APIKey.ID
        let company: Company.ID
    }

    private let noted = Mutex<[Use: ContinuousClock.Instant]>([:])

    /// Uses remembered at most; all are forgotten when there would be more, and the database then knows.
    static let capacity = 65_536
    /// How long a process does not ask the database whether the use is noted.
    static let lifetime = Duration.seconds(3600)

    /// Notes that a key is used in a company, where today's use is not noted yet.
    func note(_ principal: Principal, in company: Company.ID, _ database: Database) async throws {
        guard let key = principal.keyID else { return }
        let use = Use(key: key, company: company), now = ContinuousClock.now
        let isKnown = noted.withLock { noted in
            if let until = noted[use], until > now { return true }
            if noted.count >= Self.capacity { noted.removeAll(keepingCapacity: true) }
            noted[use] = now + Self.lifetime
            return false
        }
        guard !isKnown else { return }
        do {
            try await database.withCompany(company, as: principal) { try await $0.noteKeyUse(key) }
        } catch {
            noted.withLock { _ = $0.removeValue(forKey: use) }
            throw error
        }
    }
}
