public import Domain
import Postgres

extension SignInEvent {
    static let columns: SQL = "id, deed, at, session_id, network, user_agent"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            deed: try row.get("deed"),
            at: try row.get("at"),
            session: try row.get("session_id"),
            origin: SignInOrigin(network: try row.get("network"), userAgent: try row.get("user_agent"))
        )
    }
}

extension HostingTransaction {
    /// Writes down what happened to a login. For nobody nothing is written, by the same statement, so that it takes as
    /// long.
    public func note(
        _ deed: SignInEvent.Deed,
        of person: Person.ID?,
        session: Session.ID? = nil,
        from origin: SignInOrigin
    ) async throws {
        try await execute(
            """
            insert into app.sign_ins (id, person_id, deed, session_id, network, user_agent)
            select \(SignInEvent.ID.make()), \(person), \(deed), \(session), \(origin.network), \(origin.userAgent)
            where \(person)::uuid is not null
            returning id
            """
        )
    }

    /// Forgets what happened to logins more than 400 days ago, the oldest first, at most `most` at once; returns how many.
    public func forgetSignIns(most: Int) async throws -> Int {
        try await one("select app.forget_sign_ins(\(Int32(clamping: most))) as forgotten") {
            Int(try $0.get("forgotten", as: Int32.self))
        }
    }

    /// What happened to a person's login, the newest first.
    public func signIns(
        of person: Person.ID,
        before: SignInEvent.ID?,
        limit: Int
    ) async throws -> [SignInEvent] {
        try await all(
            """
            select \(SignInEvent.columns) from app.sign_ins
            where person_id = \(person) and (\(before)::uuid is null or id < \(before))
            order by id desc limit \(limit)
            """,
            SignInEvent.init(row:)
        )
    }
}
