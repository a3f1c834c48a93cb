/// A statement. Written as a string literal: interpolating a value binds it as a parameter, interpolating another
/// `SQL` splices its text and its parameters. There is no way to put text into a statement that is not a literal.
public struct SQL: Sendable {
    fileprivate enum Piece {
        case literal(StaticString)
        case quoted(String)
        case parameter
    }

    private var pieces: [Piece] = []
    private(set) var parameters = Parameters()

    /// Nothing; splicing it changes nothing.
    public static let empty = SQL()

    private init() {}

    private init(quoted text: String) {
        pieces = [.quoted(text)]
    }

    /// The text with `$1`, `$2` … in place of the parameters.
    public var text: String {
        // Every query asks for it, so it is put together in one go.
        let capacity = pieces.reduce(0) { $0 + $1.longest }
        return String(unsafeUninitializedCapacity: capacity) { buffer in
            var end = 0
            var number = 0
            func append(_ bytes: UnsafeBufferPointer<UInt8>) {
                end = buffer[end...].initialize(fromContentsOf: bytes)
            }
            for piece in pieces {
                switch piece {
                case .literal(let text): text.withUTF8Buffer { append($0) }
                case .quoted(var text): text.withUTF8 { append($0) }
                case .parameter:
                    number += 1
                    var text = "$\(number)"
                    text.withUTF8 { append($0) }
                }
            }
            return end
        }
    }

    /// This statement followed by another.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Appends another statement, with its parameters.
    public mutating func append(_ other: SQL) {
        pieces.append(contentsOf: other.pieces)
        parameters.append(other.parameters)
    }

    private mutating func bind(_ value: some PostgresEncodable) {
        parameters.append(value)
        pieces.append(.parameter)
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// A statement without parameters.
    public init(stringLiteral value: StaticString) {
        pieces = [.literal(value)]
    }

    /// A statement with parameters.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL()

        /// Starts an empty statement.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        /// Appends text of the literal.
        public mutating func appendLiteral(_ literal: StaticString) {
            sql.pieces.append(.literal(literal))
        }

        /// Binds a value as the next parameter.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            sql.bind(value)
        }

        /// Binds a value that may be nil, which is SQL's null, as the next parameter. Without this the compiler takes an
        /// optional for a mistake.
        public mutating func appendInterpolation(_ value: (some PostgresEncodable)?) {
            sql.bind(value)
        }

        /// Splices another statement.
        public mutating func appendInterpolation(_ other: SQL) {
            sql.append(other)
        }
    }
}

extension SQL {
    /// A name, quoted: for statements whose tables or databases are not known before they run.
    public init(identifier: String) {
        self.init(quoted: Self.quoted(identifier, with: "\""))
    }

    /// A string constant, quoted: for utility statements, which take no parameters.
    public init(constant: String) {
        let escape = constant.contains("\\") ? " E" : ""
        let text = Self.quoted(
            constant.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\"),
            with: "'"
        )
        self.init(quoted: escape + text)
    }

    private static func quoted(_ text: String, with quote: Character) -> String {
        // The server ends a statement at a zero byte, so none can be part of a name or a constant.
        let doubled = text.filter { $0 != "\0" }.map { $0 == quote ? "\(quote)\(quote)" : String($0) }
        return "\(quote)\(doubled.joined())\(quote)"
    }
}

extension SQL: CustomStringConvertible {
    /// The text; never the values of the parameters.
    public var description: String { text }
}

extension Collection where Element == SQL {
    /// The statements one after another, with a separator between them: `columns.joined(", ")`.
    public func joined(_ separator: SQL) -> SQL {
        var result = SQL.empty
        for (index, element) in enumerated() {
            if index > 0 { result.append(separator) }
            result.append(element)
        }
        return result
    }
}

extension SQL.Piece {
    /// Bytes that it takes at most.
    fileprivate var longest: Int {
        switch self {
        case .literal(let text): text.utf8CodeUnitCount
        case .quoted(let text): text.utf8.count
        case .parameter: 6
        }
    }
}
