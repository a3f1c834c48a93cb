import Crypto
public import Domain
import FoundationEssentials
import Postgres

extension AccessToken {
    /// SHA-256 of the whole text: all that the database keeps of it.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension HostingTransaction {
    /// Gives a token for a key, with these scopes or, for nil, whatever the key may. It is given once, here; only its hash
    /// is kept. Says for how many seconds it works; nil where the key does not any more. Clears away what has expired.
    public func giveAccessToken(
        for key: APIKey.ID,
        scopes: [KeyScope]?
    ) async throws -> (token: AccessToken, seconds: Int)? {
        try await execute("delete from app.access_tokens where key_id = \(key) and expires_at <= now()")
        let token = AccessToken.make()
        let seconds = try await first(
            """
            insert into app.access_tokens (secret_hash, key_id, scopes, expires_at)
            select \(token.hash), k.id, \(scopes?.map(\.rawValue)),
                least(now() + \(Double(AccessToken.lifetime)) * interval '1 second', k.expires_at)
            from app.api_keys k where k.id = \(key) and \(APIKey.isAlive)
            returning floor(extract(epoch from expires_at - created_at))::bigint as seconds
            """
        ) { try $0.get("seconds", as: Int64.self) }
        try await noteUse(of: key)
        return seconds.map { (token, Int($0)) }
    }

    /// Takes back a token that was given for this key; nothing where there is none.
    public func revokeAccessToken(_ token: AccessToken, of key: APIKey.ID) async throws {
        try await execute("delete from app.access_tokens where secret_hash = \(token.hash) and key_id = \(key)")
    }
}
