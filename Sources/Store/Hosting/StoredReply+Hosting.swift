import Domain
import Postgres

extension HostingTransaction {
    /// Announces a request, so that a repetition meanwhile is refused. Answers the stored reply of an earlier one; throws
    /// `HostingError.requestInFlight` where one is under way.
    public func announce(_ request: StoredReply.Name, bodyHash: [UInt8]) async throws -> StoredReply? {
        // What was announced a minute ago and never answered was interrupted.
        try await execute(
            """
            delete from app.hosting_replies
            where bearer_id = \(request.bearer) and (
                created_at < now() - interval '24 hours' or status = 0 and created_at < now() - interval '1 minute'
            )
            """
        )
        let isNew = try await execute(
            """
            insert into app.hosting_replies (bearer_id, operation, key, body_hash, status, body)
            values (\(request.bearer), \(request.operation), \(request.key), \(bodyHash), 0, \([UInt8]()))
            on conflict do nothing
            """
        )
        if isNew == 1 { return nil }
        let reply = try await first(
            """
            select \(StoredReply.columns) from app.hosting_replies
            where bearer_id = \(request.bearer) and operation = \(request.operation) and key = \(request.key)
            """,
            StoredReply.init(row:)
        )
        guard let reply, reply.status != 0 || reply.bodyHash != bodyHash else { throw HostingError.requestInFlight }
        return reply
    }

    /// Stores the answer of an announced request.
    public func store(_ reply: StoredReply, for request: StoredReply.Name) async throws {
        try await execute(
            """
            update app.hosting_replies
            set status = \(Int16(reply.status)), body = \(reply.body), headers = jsonb_strip_nulls(jsonb_build_object(
                'version', \(reply.version)::bigint, 'location', \(reply.location)::text
            ))
            where bearer_id = \(request.bearer) and operation = \(request.operation) and key = \(request.key)
            """
        )
    }

    /// Forgets an announced request that came to nothing, so that it can be tried again.
    public func forget(_ request: StoredReply.Name) async throws {
        try await execute(
            """
            delete from app.hosting_replies
            where bearer_id = \(request.bearer) and operation = \(request.operation) and key = \(request.key)
            """
        )
    }
}
