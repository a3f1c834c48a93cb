/// Writes comma separated values by RFC 4180, every cell quoted.
public enum CSVWriter {
    /// One record with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    public static func record(_ cells: [String]) -> String {
        cells.map { quoted(harmless($0)) }.joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet shows as it is: one that begins with = + - @, tab, CR or LF, or with an apostrophe, gets an
    /// apostrophe in front.
    public static func harmless(_ cell: String) -> String {
        switch cell.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "'"):
            "'" + cell
        default: cell
        }
    }

    /// The cell that ``harmless(_:)`` was made from.
    public static func original(of harmless: String) -> String {
        harmless.utf8.first == UInt8(ascii: "'") ? String(harmless.dropFirst()) : harmless
    }

    /// The cell between quotes, its own quotes doubled.
    public static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(UInt8(ascii: "\"")) else { return "\"\(cell)\"" }
        // Scalars, not characters: CR LF is one character, and a quote may carry a combining mark.
        var text = String.UnicodeScalarView()
        for scalar in cell.unicodeScalars {
            text.append(scalar)
            if scalar == "\"" { text.append(scalar) }
        }
        return "\"\(String(text))\""
    }
}
