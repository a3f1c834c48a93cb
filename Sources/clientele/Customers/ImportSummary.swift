import Domain
import Foundation

/// What came of an import.
struct ImportSummary: Sendable {
    enum Outcome: String, Sendable {
        case imported, continued, rehearsed
        case knownAlready = "known_already"
    }

    var outcome: Outcome
    var rows = Import.RowCounts()
    var importID: Import.ID?
    var finishedAt: Date?
    var rejectsPath: String?
    /// The file ends inside a quoted field.
    var isTruncated = false
    /// The last line has a line end.
    var lastLineIsWhole = true

    init(outcome: Outcome) {
        self.outcome = outcome
    }

    init(outcome: Outcome, _ known: Import) {
        self.outcome = outcome
        take(known)
    }

    mutating func take(_ finished: Import) {
        rows = finished.rows
        importID = finished.id
        finishedAt = finished.finishedAt
    }

    /// A few lines for people.
    var text: String {
        var lines: [String] = []
        switch outcome {
        case .rehearsed:
            lines.append(
                "\(rows.read) rows read, \(rows.read - rows.rejected) good, \(rows.rejected) refused. Nothing was stored."
            )
        case .knownAlready:
            let day = finishedAt.map { " on " + $0.formatted(.iso8601.year().month().day()) } ?? ""
            lines.append("This file was imported already\(day): \(rows.read) rows. Nothing was changed.")
        case .imported, .continued:
            lines.append(
                "\(rows.read) rows read: \(rows.inserted) new, \(rows.unchanged) known already, \(rows.rejected) refused."
            )
        }
        if let rejectsPath { lines.append("Refused rows, each with its line and reason: \(rejectsPath)") }
        if isTruncated { lines.append("The file is cut off: it ends inside a quoted field.") }
        if !lastLineIsWhole {
            lines.append("The last line has no line end: if the file was cut off, its last row may not be whole.")
        }
        return lines.joined(separator: "\n")
    }

    /// The same for programs.
    var wire: Wire { Wire(self) }

    struct Wire: Encodable {
        let outcome: String
        let importId: String?
        let rowsRead: Int64
        let rowsInserted: Int64
        let rowsUnchanged: Int64
        let rowsRejected: Int64
        let rejectsFile: String?
        let truncated: Bool

        fileprivate init(_ summary: ImportSummary) {
            outcome = summary.outcome.rawValue
            importId = summary.importID?.description
            rowsRead = summary.rows.read
            rowsInserted = summary.rows.inserted
            rowsUnchanged = summary.rows.unchanged
            rowsRejected = summary.rows.rejected
            rejectsFile = summary.rejectsPath
            truncated = summary.isTruncated
        }
    }
}
