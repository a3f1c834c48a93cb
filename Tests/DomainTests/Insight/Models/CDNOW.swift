import Domain
import FoundationEssentials

/// The published sample with the protocol of Fader, Hardie and Lee (2005).
enum CDNOW {
    /// 30 September 1997, the last day of calibration.
    static let calibrationEnd = dayNumber("1997-09-30")
    /// 30 June 1998, 39 weeks later, the last day of the data.
    static let holdoutEnd = dayNumber("1998-06-30")

    /// The orders of each of the 2,357 customers, in cents.
    static func orders() throws -> [[DatedAmount]] { try read.get() }

    private static let read = Result { try parse() }

    private static func parse() throws -> [[DatedAmount]] {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/cdnow/orders.csv")
        let text = try String(contentsOf: fixture, encoding: .utf8)
        var orders: [Substring: [DatedAmount]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",")
            let cents = cells[4].split(separator: ".")
            let amount = (Int64(cents[0]) ?? 0) * 100 + (Int64(cents[1]) ?? 0)
            orders[cells[1], default: []].append(DatedAmount(day: dayNumber(String(cells[2])), amountMinor: amount))
        }
        return orders.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Customers as condensed at the end of calibration, times in days.
    static func summaries() throws -> [PurchaseSummary] {
        try orders().compactMap { PurchaseSummary(orders: $0, through: calibrationEnd) }
    }

    /// Patterns at the end of calibration with weeks as the unit of time, as published.
    static func weeks() throws -> PurchaseSample {
        PurchaseSample(try summaries().compactMap { $0.pattern.scaled(by: 1 / 7.0) })
    }

    private static func dayNumber(_ text: String) -> Int32 {
        Int32(CalendarDate(text)?.dayNumber ?? 0)
    }
}

extension PurchasePattern {
    /// The same pattern in another unit of time.
    func scaled(by factor: Double) -> PurchasePattern? {
        PurchasePattern(repeats: repeats, recency: recency * factor, age: age * factor)
    }
}

extension Double {
    /// Whether this is the published figure, to the decimals it was published with.
    func reads(_ published: Double, decimals: Int) -> Bool {
        var factor = 1.0
        for _ in 0..<decimals { factor *= 10 }
        return (self * factor).rounded() == (published * factor).rounded()
    }
}
