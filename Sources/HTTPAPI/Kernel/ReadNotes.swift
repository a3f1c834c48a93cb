import Domain
import Hummingbird
import Store
import Synchronization

/// Notes in the audit who read what is personal, before they get it: who, which thing or with which filters, and how many;
/// no value of it. The same answer to the same question, shown to the same key or session again within an hour, is noted
/// once by each process, so that a page that is looked at all day costs one event an hour and nothing else.
final class ReadNotes: Sendable {
    // By a hash with a key of this process: questions may be long.
    private let noted = Mutex<[Int: ContinuousClock.Instant]>([:])

    /// Answers remembered at most; all are forgotten when there would be more, and are noted once more.
    static let capacity = 65_536
    /// How long the same answer is not noted again.
    static let lifetime = Duration.seconds(3600)

    /// Notes an answer, where it shows anything and is not noted yet. What cannot be noted is not shown: this throws then.
    func note(_ answer: Answer, to call: Call, as principal: Principal, in company: Company.ID) async throws {
        guard answer.things > 0 else { return }
        let (name, now) = (Self.name(of: answer, to: call, in: company), ContinuousClock.now)
        if let until = noted.withLock({ $0[name] }), until > now { return }
        let entity = String(call.endpoint.path.prefix { $0 != "/" }).replacing("-", with: "_")
        let id = call.parameters.get("id") ?? company.description
        try await call.database.withCompany(company, as: principal, deadline: Kernel.deadline) { transaction in
            try await transaction.noteRead(of: entity, id.lowercased(), details: Self.details(of: answer, to: call))
        }
        noted.withLock { noted in
            if noted.count >= Self.capacity { noted.removeAll(keepingCapacity: true) }
            noted[name] = now + Self.lifetime
        }
    }

    private static func name(of answer: Answer, to call: Call, in company: Company.ID) -> Int {
        var hasher = Hasher()
        hasher.combine(call.credential.proof)
        hasher.combine(company)
        hasher.combine(call.endpoint.id)
        hasher.combine(call.parameters.get("id"))
        hasher.combine(call.query.filters.utf8)
        answer.body?.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }

    /// What is said of a read: free text only by the name of its parameter, for it may be a name or a number.
    private static func details(of answer: Answer, to call: Call) -> String {
        var details: [JSON.Member] = [
            .init(name: "operation", value: .string(call.endpoint.id)),
            .init(name: "things", value: .integer(Int64(answer.things))),
        ]
        let filters = call.query.filters.members.map { filter in
            let isFreeText = call.endpoint.filters.contains { $0.name == filter.name && $0.isFreeText }
            return JSON.Member(name: filter.name, value: isFreeText ? true : filter.value)
        }
        if !filters.isEmpty { details.append(.init(name: "filters", value: .object(filters))) }
        return String(decoding: JSON.object(details).utf8, as: UTF8.self)
    }
}
