import Postgres

/// What went wrong in the database, as far as a caller can act on it; nil for a mistake of this program.
public enum DatabaseFault: Sendable, Hashable {
    /// No connection or no lock became free in time; trying again may help at once.
    case busy
    /// The server cannot be reached or is going away.
    case away
    /// The server has no room left on its disk, or no memory.
    case full
    /// A statement ran longer than it may.
    case deadline
    /// The caller went away.
    case cancelled
    /// A value that the server cannot keep, such as a text that is no valid encoding.
    case value
    /// A row that who acts may see, and not write.
    case readOnly
    /// The support grant under which somebody acts has ended meanwhile.
    case supportEnded

    /// The fault behind an error.
    public init?(_ error: any Error) {
        guard let error = error as? PostgresError else { return nil }
        switch error.kind {
        case .connect, .closed: self = .away
        case .poolTimeout: self = .busy
        case .deadline: self = .deadline
        case .cancelled: self = .cancelled
        case .server:
            if error.isRefusalOfRow {
                self = .readOnly
                return
            }
            guard let fault = Self(sqlState: error.sqlState ?? "", isLoss: error.isLossOfConnection) else { return nil }
            self = fault
        case .decode, .noRow, .misuse: return nil
        }
    }

    private init?(sqlState: String, isLoss: Bool) {
        if isLoss {
            self = .away
            return
        }
        switch sqlState {
        case "55P03", "40001", "40P01", "53300": self = .busy
        case "57014", "25P03": self = .deadline
        case "22021", "22P05": self = .value
        case "53100", "53200": self = .full
        case "28000": self = .supportEnded
        default: return nil
        }
    }
}

extension DatabaseFault {
    /// What may be logged about an error of the database: never a value that was bound or stored; nil for other errors.
    public static func loggable(_ error: any Error) -> String? {
        (error as? PostgresError)?.description
    }
}

extension DatabaseFault {
    /// What it means to an operator, one sentence.
    public var meaning: String {
        switch self {
        case .busy: "The database is busy."
        case .away: "The database is away."
        case .full: "The database server has no room left: its disk is full, or its memory."
        case .deadline: "The database takes too long."
        case .cancelled: "The work was cancelled."
        case .value: "The database cannot keep a value."
        case .readOnly: "The database refuses to have a row written."
        case .supportEnded: "The support grant has ended."
        }
    }
}

extension DatabaseFault {
    /// One line for the operator who starts a process: why the database cannot be used.
    public static func explanation(of error: any Error) -> String {
        if let refusal = error as? SchemaError { return refusal.message }
        if let loggable = loggable(error) { return "the database cannot be used: \(loggable)" }
        return "\(error)"
    }
}

extension Database {
    /// What is missing for traffic, in a word; nil where the database answers and has the right schema.
    public func readinessFault() async -> String? {
        do {
            try await checkSchema()
            return nil
        } catch is SchemaError {
            return "schema"
        } catch {
            return "database"
        }
    }
}
