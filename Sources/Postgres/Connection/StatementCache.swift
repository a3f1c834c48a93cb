import Synchronization

/// A statement that the server has parsed, or is about to.
final class PreparedStatement: Sendable {
    let name: String
    private let known = AtomicLazyReference<Columns>()
    private let parsed = Atomic(false)

    init(name: String) {
        self.name = name
    }

    /// Whether the server has said that it parsed it.
    var isParsed: Bool { parsed.load(ordering: .relaxed) }

    /// The server has parsed it.
    func markParsed() {
        parsed.store(true, ordering: .relaxed)
    }

    /// The columns of its results; the server refuses to run it where they would have changed.
    func columns(of result: ServerResult) -> Columns {
        guard let columns = known.load() else { return known.storeIfNil(Columns(of: result)) }
        return columns.names.count == result.columnCount ? columns : Columns(of: result)
    }
}

/// The statements parsed on one connection, by their text and the types of their parameters.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let types: [PostgresType]
    }

    /// Statements are literals of the program with spliced parts, so there are few of them. Should a caller splice
    /// without bounds, what comes after this many is parsed each time instead of filling the server's memory.
    static let capacity = 500

    private var statements: [Key: PreparedStatement] = [:]
    private var counter = 0

    /// The statement if it is known.
    func find(_ key: Key) -> PreparedStatement? {
        statements[key]
    }

    /// A name for a statement that is about to be parsed; nil where there are too many.
    mutating func add(_ key: Key) -> PreparedStatement? {
        guard statements.count < Self.capacity else { return nil }
        counter += 1
        let statement = PreparedStatement(name: "s\(counter)")
        statements[key] = statement
        return statement
    }

    /// Forgets a statement that the server refused or skipped.
    mutating func remove(_ key: Key) {
        statements[key] = nil
    }

    /// Forgets all: the server does not know them any more, or not as they are. Names are not used again.
    mutating func removeAll() {
        statements = [:]
    }
}
