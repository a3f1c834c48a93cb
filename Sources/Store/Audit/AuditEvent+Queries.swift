public import Domain
import Postgres

extension AuditEvent {
    static let columns: SQL = """
        id, at, person_id, key_id, support_grant_id, role, action, entity, entity_id, before, after,
        encode(hash, 'hex') as hash, seal
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            at: try row.get("at"),
            person: try row.get("person_id"),
            key: try row.get("key_id"),
            supportGrant: try row.get("support_grant_id"),
            role: try row.get("role"),
            action: try row.get("action"),
            entity: try row.get("entity"),
            entityID: try row.get("entity_id"),
            before: try row.get("before", as: JSONB?.self)?.text,
            after: try row.get("after", as: JSONB?.self)?.text,
            hash: try row.get("hash"),
            seal: try row.get("seal")
        )
    }
}

extension CompanyTransaction {
    /// The events that answer a question, the newest first, before the one given.
    public func auditEvents(
        _ question: AuditQuestion = AuditQuestion(),
        before: AuditEvent.ID? = nil,
        limit: Int
    ) async throws -> [AuditEvent] {
        try await all(
            """
            select \(AuditEvent.columns) from app.audit_events where \(condition(question, before))
            order by id desc limit \(limit)
            """,
            AuditEvent.init(row:)
        )
    }

    /// One event.
    public func auditEvent(_ id: AuditEvent.ID) async throws -> AuditEvent? {
        try await first(
            "select \(AuditEvent.columns) from app.audit_events where company_id = \(company) and id = \(id)",
            AuditEvent.init(row:)
        )
    }

    /// Hands on every event, the oldest first, in bounded memory.
    public func streamAudit(
        isolation: isolated (any Actor)? = #isolation,
        _ each: (AuditEvent) async throws -> Void
    ) async throws {
        try await stream(
            "select \(AuditEvent.columns) from app.audit_events where company_id = \(company) order by id",
            AuditEvent.init(row:),
            each
        )
    }

    /// Writes down something that changes no row: `action` has at most 40 characters.
    public func noteAudit(_ action: String, of entity: String, _ id: String) async throws {
        try await execute("select app.audit_note(\(company), \(action), \(entity), \(id))")
    }

    /// Writes down that somebody read what is personal, and ends the transaction: one round trip in all. `details` is a
    /// JSON object, without any value that was read.
    public func noteRead(of entity: String, _ id: String, details: String) async throws {
        _ = try await transaction.commit(with: [
            "select app.audit_note(\(company), 'read', \(entity), \(id), null, \(JSONB(text: details)))"
        ])
    }

    /// Writes down that a key is used in the company, once a day (UTC).
    public func noteKeyUse(_ key: APIKey.ID) async throws {
        try await execute(
            """
            select app.audit_note(\(company), 'key.use', 'api_keys', \(key.description)) where not exists (
                select from app.audit_events
                where company_id = \(company) and entity = 'api_keys' and entity_id = \(key.description)
                    and action = 'key.use' and id >= app.uuid_v7_floor(date_trunc('day', now(), 'UTC'))
            )
            """
        )
    }

    /// Notes that a session was used in this company, once: that is when somebody signed in, for the company.
    public func noteSessionUse(_ session: Session.ID) async throws {
        try await execute(
            """
            select app.audit_note(\(company), 'sign_in', 'sessions', \(session.description)) where not exists (
                select from app.audit_events
                where company_id = \(company) and entity = 'sessions' and entity_id = \(session.description)
                    and action = 'sign_in'
            )
            """
        )
    }

    /// Notes that somebody of the agency acts in the company under a support grant, once for each grant.
    public func noteSupport(_ grant: SupportGrant.ID) async throws {
        try await execute(
            """
            select app.audit_note(\(company), 'support.enter', 'support_grants', \(grant.description)) where not exists (
                select from app.audit_events
                where company_id = \(company) and entity = 'support_grants' and entity_id = \(grant.description)
                    and action = 'support.enter'
            )
            """
        )
    }

    /// Notes that somebody was invited to set their first password.
    public func noteInvitation(of person: Person.ID) async throws {
        try await execute(
            "select app.audit_note(\(company), 'person.invite', 'memberships', \(person.description))"
        )
    }

    /// Computes every hash of the company's audit again.
    public func verifyAudit() async throws -> AuditReport {
        let faults = try await all(
            "select fault, seal, event_id from app.audit_faults() order by seal, event_id limit 100"
        ) { row in
            AuditReport.Fault(
                code: try row.get("fault"),
                seal: try row.get("seal"),
                event: try row.get("event_id")
            )
        }
        return try await one(
            """
            select count(*) as events, count(*) filter (where seal is null) as unsealed,
                coalesce((select number from app.audit_heads where company_id = \(company)), 0) as number,
                (select encode(hash, 'hex') from app.audit_heads where company_id = \(company)) as hash
            from app.audit_events where company_id = \(company)
            """
        ) { row in
            AuditReport(
                events: try row.get("events"),
                unsealed: try row.get("unsealed"),
                head: .init(number: try row.get("number"), hash: try row.get("hash", as: String?.self) ?? ""),
                faults: faults
            )
        }
    }

    /// Seals what no seal of the company holds yet; answers the new end of its chain, nil where there was nothing.
    public func sealAudit() async throws -> AuditReport.Head? {
        try await first("select number, encode(hash, 'hex') as hash from app.audit_seal()") { row in
            AuditReport.Head(number: try row.get("number"), hash: try row.get("hash"))
        }
    }

    private func condition(_ question: AuditQuestion, _ before: AuditEvent.ID?) -> SQL {
        var condition: SQL = "company_id = \(company)"
        if let entity = question.entity { condition.append(" and entity = \(entity)") }
        if let id = question.entityID { condition.append(" and entity_id = \(id)") }
        if let person = question.person { condition.append(" and person_id = \(person)") }
        if let action = question.action { condition.append(" and action = \(action)") }
        if let grant = question.supportGrant { condition.append(" and support_grant_id = \(grant)") }
        if let before { condition.append(" and id < \(before)") }
        return condition
    }
}

extension Database {
    /// The companies with events that no seal holds yet.
    public func companiesWithUnsealedAudit() async throws -> [Company.ID] {
        try await discover("select distinct company_id from app.audit_events where seal is null") {
            try $0.get("company_id")
        }
    }
}

extension CompanyTransaction {
    /// Whether the company's chain goes through this seal.
    public func hasSeal(_ head: AuditReport.Head) async throws -> Bool {
        let found = try await first(
            """
            select from app.audit_seals
            where company_id = \(company) and number = \(head.number) and encode(hash, 'hex') = \(head.hash)
            """
        ) { _ in true }
        return found == true
    }
}
