/// Writes comma separated values by RFC 4180, every cell quoted.
public enum CSVWriter {
    /// One record with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    public static func record(_ cells: [String]) -> String {
        cells.map { quoted(harmless($0)) }.joined(separator: ",") + "\r\n"
    }

    /// What no cell begins with: = + - @, also in full width, tab, LF and CR, of which spreadsheets make formulas, and the
    /// apostrophe that says that it is none.
    public static let refusedBeginnings = "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\t\n\r'"

    /// A cell that a spreadsheet shows as it is: one that begins with any of ``refusedBeginnings`` gets an apostrophe in
    /// front.
    public static func harmless(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, refusedBeginnings.unicodeScalars.contains(first) else {
            return cell
        }
        return "'" + cell
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
