import Domain
import Foundation

/// The curves of a backtest as one SVG: tracking above, calibration by tenth below.
struct BacktestSVG {
    private let record: BacktestRecord
    private let words: BacktestWords

    init(_ record: BacktestRecord, _ words: BacktestWords) {
        self.record = record
        self.words = words
    }

    /// The document.
    var text: String {
        let upper = SVGPanel(top: 96, title: words.tracking, across: words.day, upwards: words.tracking)
        let lower = SVGPanel(top: 496, title: words.deciles, across: words.decile, upwards: words.share)
        let hasDeciles = !record.result.report.deciles.isEmpty
        let height = hasDeciles ? 860 : 460
        let head = [
            SVGPanel.text(40, 34, words.title, size: 20), SVGPanel.text(40, 58, words.periods(record.result), size: 12),
            SVGPanel.text(40, 76, record.result.summary(words.language), size: 12),
        ]
        let body = head + tracking(upper) + (hasDeciles ? deciles(lower) : [])
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 \(height)" width="880" height="\(height)" \
            xml:lang="\(words.language.rawValue)" font-family="Helvetica, Arial, 'Noto Sans CJK SC', 'PingFang SC', \
            'Microsoft YaHei', sans-serif" fill="#1f2933">
            <title>\(SVGPanel.escaped(words.title))</title>
            <rect width="880" height="\(height)" fill="#ffffff"/>
            \(body.joined(separator: "\n"))
            </svg>

            """
    }

    private func tracking(_ panel: SVGPanel) -> [String] {
        let points = record.result.report.tracking
        guard let first = points.first?.day, let last = points.last?.day else { return [] }
        let largest = points.map { max(Double($0.actual), $0.expected ?? 0) }.max() ?? 0
        let scale = AxisScale(upTo: largest)
        let share = { (day: Int32) in Double(day - first) / Double(max(last - first, 1)) }
        let boundary = share(Int32(record.result.calibrationEnd.dayNumber))
        let dates = (0...4).compactMap { quarter -> (Double, String)? in
            let day = Int(first) + Int(last - first) * quarter / 4
            return CalendarDate(dayNumber: day).map { (share(Int32(day)), $0.description) }
        }
        let actual = points.map { (share($0.day), scale.position(Double($0.actual))) }
        let expected = points.compactMap { point in
            point.expected.map { (share(point.day), scale.position($0)) }
        }
        let shade = (0...1).contains(boundary) ? panel.shade(from: boundary, words.holdout) : []
        return shade + panel.axes(scale.ticks.map { (scale.position($0), Int($0).formatted(.number)) }, dates)
            + [panel.curve(actual, SVGPanel.actual, dashed: false)]
            + (expected.isEmpty ? [] : [panel.curve(expected, SVGPanel.expected, dashed: true)])
            + panel.legend(words.actual, expected.isEmpty ? nil : words.expected)
    }

    private func deciles(_ panel: SVGPanel) -> [String] {
        let tenths = record.result.report.deciles
        let scale = AxisScale(upTo: tenths.flatMap { [$0.expectedShare, $0.actualShare] }.max() ?? 0)
        let slot = 1 / Double(tenths.count)
        let bars = tenths.enumerated().flatMap { position, tenth in
            let left = (Double(position) + 0.16) * slot
            return [
                panel.bar(left, slot * 0.32, scale.position(tenth.actualShare), SVGPanel.actual),
                panel.bar(left + slot * 0.36, slot * 0.32, scale.position(tenth.expectedShare), SVGPanel.expected),
            ]
        }
        let names = tenths.indices.map { ((Double($0) + 0.5) * slot, String($0 + 1)) }
        let shares = scale.ticks.map { (scale.position($0), Percent.text($0)) }
        return panel.axes(shares, names) + bars + panel.legend(words.actual, words.expected)
    }
}
