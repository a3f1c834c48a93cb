/// A statement. Written as a string literal: interpolating a value binds it as a parameter, interpolating another
/// `SQL` splices its text and its parameters. There is no way to put text into a statement that is not a literal.
public struct SQL: Sendable {
    /// The text before, between and after the parameters: always one more than there are parameters.
    private var fragments: [String]
    private(set) var parameters: Parameters

    /// Nothing; splicing it changes nothing.
    public static let empty: SQL = ""

    /// The text with `$1`, `$2` … in place of the parameters.
    public var text: String {
        guard fragments.count > 1 else { return fragments[0] }
        var text = fragments[0]
        text.reserveCapacity(fragments.reduce(0) { $0 + $1.utf8.count + 4 })
        for (index, fragment) in fragments.enumerated().dropFirst() {
            text += "$"
            text += String(index)
            text += fragment
        }
        return text
    }

    /// This statement followed by another.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Appends another statement, with its parameters.
    public mutating func append(_ other: SQL) {
        fragments[fragments.count - 1] += other.fragments[0]
        fragments.append(contentsOf: other.fragments.dropFirst())
        parameters.append(other.parameters)
    }

    private mutating func bind(_ value: some PostgresEncodable) {
        parameters.append(value)
        fragments.append("")
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// A statement without parameters.
    public init(stringLiteral value: StaticString) {
        fragments = [value.description]
        parameters = Parameters()
    }

    /// A statement with parameters.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL.nothing

        /// Starts an empty statement.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.fragments.reserveCapacity(interpolationCount + 1)
        }

        /// Appends text of the literal.
        public mutating func appendLiteral(_ literal: StaticString) {
            let last = sql.fragments.count - 1
            if sql.fragments[last].isEmpty {
                sql.fragments[last] = literal.description
            } else {
                sql.fragments[last] += literal.description
            }
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

    private static var nothing: SQL { SQL(fragments: [""], parameters: Parameters()) }
}

extension SQL {
    /// A name, quoted: for statements whose tables or databases are not known before they run.
    public init(identifier: String) {
        self.init(fragments: [Self.quoted(identifier, with: "\"")], parameters: Parameters())
    }

    /// A string constant, quoted: for utility statements, which take no parameters.
    public init(constant: String) {
        let escape = constant.contains("\\") ? " E" : ""
        let text = Self.quoted(
            constant.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\"),
            with: "'"
        )
        self.init(fragments: [escape + text], parameters: Parameters())
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
