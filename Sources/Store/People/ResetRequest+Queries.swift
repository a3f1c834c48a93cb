public import Domain
import Postgres

extension HostingTransaction {
    /// Notes that somebody with this address, where there is such a login, is to get a message; once in five minutes.
    public func requestReset(email: String) async throws {
        try await execute(
            """
            insert into app.reset_requests (person_id) select id from app.persons where email_key = lower(\(email))
            on conflict (person_id) do update set asked_at = excluded.asked_at, lease_until = null, attempts = 0, sent_at = null
            where reset_requests.sent_at < excluded.asked_at - interval '5 minutes'
                or reset_requests.asked_at < excluded.asked_at - interval '1 hour'
            """
        )
    }

    /// Takes some that wait; for two minutes no other worker takes them. Each is tried five times at most.
    public func takeResets(limit: Int) async throws -> [Person] {
        let taken = try await all(
            """
            update app.reset_requests set lease_until = now() + interval '2 minutes', attempts = attempts + 1
            where person_id in (
                select r.person_id from app.reset_requests r
                where r.sent_at is null and r.asked_at > now() - interval '1 hour' and r.attempts < 5
                    and (r.lease_until is null or r.lease_until < now())
                order by r.asked_at limit \(limit) for update skip locked
            )
            returning person_id
            """
        ) { try $0.get("person_id", as: Person.ID.self) }
        return try await all(
            "select \(Person.columns) from app.persons where id = any(\(taken)) order by id",
            Person.init(row:)
        )
    }

    /// Notes that the message was handed over.
    public func noteReset(sentTo person: Person.ID) async throws {
        try await execute("update app.reset_requests set sent_at = now() where person_id = \(person)")
    }
}
