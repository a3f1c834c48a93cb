import Domain

/// Curves in characters: days across, sums upwards.
struct TerminalPlot {
    private static let (width, height) = (64, 16)

    private let points: [TrackingPoint]
    private let calibrationEnd: Int32
    private let words: BacktestWords

    init(_ result: BacktestResult, _ words: BacktestWords) {
        points = result.report.tracking
        calibrationEnd = Int32(result.calibrationEnd.dayNumber)
        self.words = words
    }

    /// The plot, line by line; none without a point.
    var lines: [String] {
        guard let first = points.first?.day, let last = points.last?.day else { return [] }
        let largest = points.map { max(Double($0.actual), $0.expected ?? 0) }.max() ?? 0
        let scale = AxisScale(upTo: largest, steps: 4)
        let margin = scale.ticks.map { Int($0).description.count }.max() ?? 0
        let canvas = canvas(scale, from: first, to: last)
        let labels = Dictionary(
            scale.ticks.map { (Self.row($0, scale), Int($0).description) },
            uniquingKeysWith: { first, _ in first }
        )
        let body = canvas.enumerated().map { row, characters in
            let label = labels[row] ?? ""
            let padding = String(repeating: " ", count: margin - label.count)
            return padding + label + (labels[row] == nil ? " │" : " ┤") + String(characters)
        }
        let indent = String(repeating: " ", count: margin + 1)
        return [words.tracking] + body + [indent + "└" + String(repeating: "─", count: Self.width)]
            + [indent + dates(first, last), indent + legend]
    }

    private func canvas(_ scale: AxisScale, from first: Int32, to last: Int32) -> [[Character]] {
        var canvas = Array(repeating: Array(repeating: Character(" "), count: Self.width), count: Self.height)
        let column = { (day: Int32) in
            Int((Double(day - first) / Double(max(last - first, 1)) * Double(Self.width - 1)).rounded())
        }
        if (first...last).contains(calibrationEnd) {
            for row in canvas.indices { canvas[row][column(calibrationEnd)] = "┊" }
        }
        for point in points {
            if let expected = point.expected { canvas[Self.row(expected, scale)][column(point.day)] = "o" }
        }
        for point in points { canvas[Self.row(Double(point.actual), scale)][column(point.day)] = "•" }
        return canvas
    }

    private static func row(_ value: Double, _ scale: AxisScale) -> Int {
        height - 1 - Int((scale.position(value) * Double(height - 1)).rounded())
    }

    private func dates(_ first: Int32, _ last: Int32) -> String {
        let ends = [first, last].map { CalendarDate(dayNumber: Int($0))?.description ?? "" }
        return " " + ends[0] + String(repeating: " ", count: Self.width - ends[0].count - ends[1].count) + ends[1]
    }

    private var legend: String {
        let model = points.contains { $0.expected != nil } ? "   o \(words.expected)" : ""
        return " • \(words.actual)\(model)   ┊ \(words.holdout)"
    }
}
