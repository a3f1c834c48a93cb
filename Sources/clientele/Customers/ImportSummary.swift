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
    func text(_ language: Language) -> String {
        var lines = [language.text(english, chinese)]
        if let rejectsPath {
            lines.append(
                language.text(
                    "Refused rows, each with its line and reason: \(rejectsPath)",
                    "被拒绝的行及其行号和原因：\(rejectsPath)"
                )
            )
        }
        if isTruncated {
            lines.append(
                language.text(
                    "The file is cut off: it ends inside a quoted field.",
                    "文件不完整：在带引号的字段中间结束。"
                )
            )
        }
        if !lastLineIsWhole {
            lines.append(
                language.text(
                    "The last line has no line end: if the file was cut off, its last row may not be whole.",
                    "最后一行没有换行符：如果文件被截断，最后一行可能不完整。"
                )
            )
        }
        return lines.joined(separator: "\n")
    }

    private var english: String {
        switch outcome {
        case .rehearsed:
            "\(rows.read) rows read, \(rows.read - rows.rejected) good, \(rows.rejected) refused. Nothing was stored."
        case .knownAlready:
            "This file was imported already\(day.map { " on \($0)" } ?? ""): \(rows.read) rows. Nothing was changed."
        case .imported, .continued:
            "\(rows.read) rows read: \(rows.inserted) new, \(rows.unchanged) known already, \(rows.rejected) refused."
        }
    }

    private var chinese: String {
        switch outcome {
        case .rehearsed:
            "读取 \(rows.read) 行，\(rows.read - rows.rejected) 行有效，\(rows.rejected) 行被拒绝。未保存任何数据。"
        case .knownAlready:
            "此文件已\(day.map { "于 \($0) " } ?? "")导入：\(rows.read) 行。未作任何更改。"
        case .imported, .continued:
            "读取 \(rows.read) 行：新增 \(rows.inserted) 行，已有 \(rows.unchanged) 行，拒绝 \(rows.rejected) 行。"
        }
    }

    private var day: String? {
        finishedAt.map { $0.formatted(.iso8601.year().month().day()) }
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
