import Domain
import Foundation

/// The purchase history of the demo's first company: the CDNOW sample, moved by whole weeks so that it ends in the
/// week before the demo begins. Weekdays and the distances between orders stay as they were.
struct RecordShop {
    /// The last day that may appear.
    let lastDay: CalendarDate

    /// The file with its dates moved.
    ///
    /// - Throws: ``UpError`` where a row has no date.
    func csv(from original: String) throws -> String {
        let rows = original.split(whereSeparator: \.isNewline)
        let days = try rows.dropFirst().map(day(of:))
        guard let header = rows.first, let end = days.max() else {
            throw UpError(
                "The demo's order file is empty.",
                "演示订单文件是空的。"
            )
        }
        let weeks = end.days(until: lastDay) / 7
        var text = header + "\n"
        for (row, day) in zip(rows.dropFirst(), days) {
            var fields = row.split(separator: ",", omittingEmptySubsequences: false)
            fields[Self.dateColumn] = Substring(day.adding(days: weeks * 7).description)
            text += fields.joined(separator: ",") + "\n"
        }
        return String(text)
    }

    private static let dateColumn = 2

    private func day(of row: Substring) throws -> CalendarDate {
        let fields = row.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count > Self.dateColumn, let day = CalendarDate(String(fields[Self.dateColumn])) else {
            throw UpError(
                "The demo's order file has a row without a date: \(row)",
                "演示订单文件有一行没有日期：\(row)"
            )
        }
        return day
    }
}
