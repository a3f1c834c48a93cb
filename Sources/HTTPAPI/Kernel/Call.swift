import Domain
import Hummingbird
import Store

/// One request, checked and signed in, on its way to a handler.
struct Call: Sendable {
    /// The declared operation.
    let endpoint: Endpoint
    /// Who asks.
    let credential: Credential
    /// The ids in the path.
    let parameters: Parameters
    /// From where.
    let client: ClientFacts
    /// What the page of a session sends with every change; nil for a key.
    let csrfToken: String?
    /// What proves who somebody is.
    let identity: Identity
    /// The checked parameters of the query.
    let query: Query
    /// The version in If-Match.
    let ifMatch: Int64?
    /// What the reader reads: Accept-Language, else the person's own language.
    let language: Language
    /// Signs cursors.
    let cursors: CursorSigner
    /// What webhooks may be registered with.
    let webhooks: WebhookPermits
    /// Wakes streams of events.
    let events: EventHub
    /// The database, for scopes that open their own transactions.
    let database: Database
    /// Whether the list is asked a second time, from its beginning, only to be counted.
    var isCounting = false
}

/// What every handler can ask of its call, whatever the root.
protocol CallScope: Sendable {
    var call: Call { get set }
    /// Whom a cursor belongs to: the company, the person or the agency.
    var cursorOwner: String { get }
    /// The absolute path of something below this root.
    func absolutePath(_ relative: String) -> String
}

extension CallScope {
    /// The checked parameters of the query.
    var query: Query { call.query }

    /// The language of what the reader reads.
    var language: Language { call.language }

    /// The version that the caller read, from If-Match; only in operations that are contested.
    var version: Int64 {
        get throws {
            guard let version = call.ifMatch else {
                throw Problem(.preconditionRequired, "if_match.required", "Send If-Match with the ETag that you read.")
            }
            return version
        }
    }

    /// An id in the path. A text that is no id names nothing, so it is 404.
    func id<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws -> Identifier<Entity> {
        guard let text = call.parameters.get(name), text.utf8.count == 36, let id = Identifier<Entity>(text) else {
            throw Problem.notFound
        }
        return id
    }

    /// Which page is wanted: `after` is the sort key of the last item of the page before.
    func slice<Key: Decodable & Sendable>(after type: Key.Type) throws -> Slice<Key> {
        if call.isCounting { return Slice(after: nil, limit: PageLimit.counted) }
        let limit = min(query.integer("limit") ?? PageLimit.usual, PageLimit.most)
        let after = try query.text("cursor").map { try call.cursors.sortKey(type, from: $0, list: listName) }
        return Slice(after: after, limit: limit)
    }

    /// The page of the rows that were fetched for a slice: `slice.fetch` of them, which is one more than are shown.
    func page<Row, Key: Encodable & Sendable, Item: Body>(
        _ rows: [Row],
        _ slice: Slice<Key>,
        key: (Row) -> Key,
        _ item: (Row) throws -> Item
    ) throws -> Page<Item> {
        let shown = rows.prefix(slice.limit)
        guard rows.count > slice.limit, let last = shown.last else {
            return Page(items: try shown.map(item), nextCursor: nil)
        }
        let cursor = try call.cursors.cursor(after: key(last), list: listName)
        return Page(items: try shown.map(item), nextCursor: cursor)
    }

    /// What a cursor is bound to.
    private var listName: [UInt8] {
        Array("\(cursorOwner)|\(call.endpoint.id)|\(call.parameters.get("id") ?? "")|".utf8) + query.filters.utf8
    }

    /// The answer for a body.
    func answer(_ body: some Body, _ status: HTTPResponse.Status) throws -> Answer {
        Answer(
            status: status,
            body: try JSONOutput.bytes(body),
            version: body.entityVersion,
            location: status == .created || status == .accepted ? body.location.map(absolute) : nil,
            things: body.things,
            cookies: body.cookies
        )
    }

    private func absolute(_ location: String) -> String {
        location.hasPrefix("/") ? location : absolutePath(location)
    }
}

/// Which part of a list is wanted.
struct Slice<Key: Sendable>: Sendable {
    /// The sort key after which the page begins; nil for the first page.
    let after: Key?
    /// Items on the page.
    let limit: Int
    /// Rows to fetch: one more, to know whether there is another page.
    var fetch: Int { limit + 1 }
}
