/// What went wrong between this program and the server, or in the server.
public struct PostgresError: Error, Sendable {
    /// What kind of failure it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// No connection could be made.
        case connect
        /// No connection became free in time.
        case poolTimeout
        /// The server refused the statement; `sqlState` says why.
        case server
        /// The task was cancelled.
        case cancelled
        /// The deadline passed.
        case deadline
        /// The connection was lost, or the pool, transaction or connection is closed.
        case closed
        /// A value was not of the expected type.
        case decode
        /// There was no row where one was expected.
        case noRow
        /// The program did something that cannot work, such as a statement while it streams on the same transaction.
        case misuse
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// What happened. May quote values where the server does so; `description` is safe to log.
    public let message: String
    /// The five characters of the SQL standard's error code, if the server sent the error.
    public internal(set) var sqlState: String?
    /// The constraint that was violated.
    public internal(set) var constraint: String?
    /// The table that the error is about, without its schema.
    public internal(set) var table: String?
    /// The column that the error is about.
    public internal(set) var column: String?
    /// The server's second line. May quote values.
    public internal(set) var detail: String?
    /// The server's advice.
    public internal(set) var hint: String?
    /// The text of the statement that failed, without the values of its parameters.
    public internal(set) var statement: String?
    /// The position of the statement that failed among those sent together, from 0.
    public internal(set) var statementIndex: Int?
    /// The function of the server's source that raised the error; unlike the message it is never translated.
    var serverFunction: String?

    /// An error of our own making.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension PostgresError: CustomStringConvertible {
    /// What happened and where, without any value that was bound or stored: safe to log.
    public var description: String {
        var text = "\(kind.rawValue): "
        // Data exceptions (class 22) quote the offending value in the message.
        text += sqlState?.hasPrefix("22") == true ? "the server refused a value" : message
        if let sqlState { text += ", SQLSTATE \(sqlState)" }
        if let constraint { text += ", constraint \(constraint)" }
        if let table { text += ", table \(table)" }
        if let column { text += ", column \(column)" }
        if let statementIndex { text += ", statement \(statementIndex)" }
        if let statement { text += " in: \(statement)" }
        return text
    }
}

extension PostgresError {
    /// Whether row-level security or a trigger refused to have a row written, and not a missing privilege.
    public var isRefusalOfRow: Bool {
        sqlState == "42501" && ["ExecWithCheckOptions", "exec_stmt_raise"].contains(serverFunction)
    }

    /// A serialization failure or a deadlock: the same transaction may succeed when it is run again.
    public var isConflictOfTransactions: Bool {
        sqlState == "40001" || sqlState == "40P01"
    }

    /// Whether the connection went away, by itself or by an administrator's hand.
    public var isLossOfConnection: Bool {
        switch sqlState {
        case nil: kind == .closed
        case "57P01", "57P02", "57P03", "08006", "08003", "08001", "08P01": true
        default: false
        }
    }

    /// Whether a statement prepared earlier no longer fits: its tables changed, or a pooler between us and the server
    /// gave us another session.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && serverFunction == "RevalidateCachedQuery")
    }
}
