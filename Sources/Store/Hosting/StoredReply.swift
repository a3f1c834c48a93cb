public import Domain
import Postgres

/// The stored answer of a request that may be repeated.
public struct StoredReply: Sendable, Hashable {
    /// SHA-256 of the request's body.
    public let bodyHash: [UInt8]
    /// The HTTP status.
    public let status: Int
    /// The version in the ETag.
    public let version: Int64?
    /// The Location.
    public let location: String?
    /// The answer's body; empty for none.
    public let body: [UInt8]

    /// An answer to store.
    public init(bodyHash: [UInt8], status: Int, version: Int64?, location: String?, body: [UInt8]) {
        self.bodyHash = bodyHash
        self.status = status
        self.version = version
        self.location = location
        self.body = body
    }

    /// What names a request: the same name is the same request.
    public struct Name: Sendable, Hashable {
        /// The key or the session that asks.
        public let bearer: Credential.ID
        /// The operation and its path, at most 200 characters.
        public let operation: String
        /// What the caller chose, at most 255 characters.
        public let key: String

        /// A request's name.
        public init(bearer: Credential.ID, operation: String, key: String) {
            self.bearer = bearer
            self.operation = operation
            self.key = key
        }
    }

    init(row: Row) throws {
        self.init(
            bodyHash: try row.get("body_hash"),
            status: Int(try row.get("status", as: Int16.self)),
            version: try row.get("version"),
            location: try row.get("location"),
            body: try row.get("body")
        )
    }

    static let columns: SQL = """
        body_hash, status, (headers ->> 'version')::bigint as version, headers ->> 'location' as location, body
        """
}

extension CompanyTransaction {
    /// Whether this transaction is the only one at work on the request; holds until it ends. Only makes the refusal of a
    /// concurrent repetition quick: that the effect happens once is the primary key's doing.
    public func claim(_ request: StoredReply.Name) async throws -> Bool {
        try await one(
            """
            select pg_try_advisory_xact_lock(
                hashtextextended(\(company.description + request.operation + request.bearer.description + request.key), 0)
            ) as claimed
            """
        ) { try $0.get("claimed") }
    }

    /// The stored answer of the request; nil for a new one.
    public func storedReply(_ request: StoredReply.Name) async throws -> StoredReply? {
        try await first(
            """
            select \(StoredReply.columns) from app.idempotency_keys
            where company_id = \(company) and bearer_id = \(request.bearer) and operation = \(request.operation)
                and key = \(request.key) and created_at > now() - interval '24 hours'
            """,
            StoredReply.init(row:)
        )
    }

    /// Stores the answer of the request, in place of one that is too old to be given again (`storedReply` was nil).
    public func store(_ reply: StoredReply, for request: StoredReply.Name) async throws {
        try await execute(
            """
            delete from app.idempotency_keys
            where company_id = \(company) and bearer_id = \(request.bearer) and operation = \(request.operation)
                and key = \(request.key)
            """
        )
        _ = try await naming({ $0 == "idempotency_keys_pk" ? HostingError.requestInFlight : nil }) {
            try await execute(
                """
                insert into app.idempotency_keys
                    (company_id, bearer_id, operation, key, body_hash, status, headers, body)
                values (\(company), \(request.bearer), \(request.operation), \(request.key), \(reply.bodyHash),
                    \(Int16(reply.status)),
                    jsonb_strip_nulls(jsonb_build_object('version', \(reply.version)::bigint, 'location', \(reply.location)::text)),
                    \(reply.body))
                """
            )
        }
    }
}
