/// Which column of a file means which field, found from its header line.
public struct OrderColumns: Sendable, Hashable {
    /// Columns of the header; every row has as many.
    public let count: Int
    /// The position, from 0, of each field that the file has.
    public let positions: [OrderField: Int]
    /// Headers that mean nothing here; their cells are not kept.
    public let ignored: [String]

    /// Finds the columns.
    ///
    /// - Parameters:
    ///   - header: the cells of the header line.
    ///   - mapping: columns named by the caller; they win over the known headers.
    ///   - delimiter: the byte that the header was split at, for the error.
    public init(header: [String], mapping: [OrderField: String], delimiter: UInt8) throws(ImportFault) {
        let columns = header.map(Self.normalise)
        try Self.refuseDuplicates(columns)
        var positions = try Self.mapped(mapping, header: header, columns: columns)
        let taken = Set(positions.values)
        for field in OrderField.allCases where positions[field] == nil {
            let matches = columns.indices.filter { !taken.contains($0) && field.headers.contains(columns[$0]) }
            // Codes and names of products often stand side by side: the code, which is listed first, says it better.
            guard matches.count < 2 || field == .product else {
                throw .ambiguousHeader(field, header[matches[0]], header[matches[1]])
            }
            positions[field] = field.headers.lazy.compactMap { name in matches.first { columns[$0] == name } }.first
        }
        let missing = OrderField.required.filter { positions[$0] == nil }
        if !missing.isEmpty {
            try Self.refuseWrongDelimiter(header, used: delimiter)
            throw .missingColumns(missing, found: header)
        }
        count = header.count
        self.positions = positions
        ignored = header.indices.filter { !positions.values.contains($0) }.map { header[$0] }
    }

    /// A header in the form in which it is compared: lower case, without spaces around, with underscores inside.
    public static func normalise(_ header: String) -> String {
        let trimmed = header.drop(while: \.isWhitespace)
        guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(trimmed[...last].map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 }).lowercased()
    }

    private static func refuseDuplicates(_ columns: [String]) throws(ImportFault) {
        var seen: [String: Int] = [:]
        for (position, column) in columns.enumerated() where !column.isEmpty {
            if let first = seen.updateValue(position, forKey: column) {
                throw .duplicateHeader(column, first: first + 1, second: position + 1)
            }
        }
    }

    private static func mapped(
        _ mapping: [OrderField: String],
        header: [String],
        columns: [String]
    ) throws(ImportFault) -> [OrderField: Int] {
        var positions: [OrderField: Int] = [:]
        for (field, column) in mapping {
            guard let position = columns.firstIndex(of: normalise(column)) else {
                throw .unknownColumn(column, found: header)
            }
            positions[field] = position
        }
        return positions
    }

    private static func refuseWrongDelimiter(_ header: [String], used: UInt8) throws(ImportFault) {
        guard header.count == 1, let only = header.first else { return }
        let candidates: [(Character, String)] = [
            (",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "bars"), ("，", "full-width commas"),
        ]
        let counted = candidates.map { (delimiter, name) in (name, only.count { $0 == delimiter }) }
        guard let (name, count) = counted.max(by: { $0.1 < $1.1 }), count > 0 else { return }
        throw .wrongDelimiter(used: used == 9 ? "tab" : "“\(Unicode.Scalar(used))”", found: "\(count) \(name)")
    }
}
