import Domain
import Foundation

/// A backtest as a terminal shows it.
struct BacktestPage {
    private let record: BacktestRecord
    private let words: BacktestWords

    init(_ record: BacktestRecord, _ words: BacktestWords) {
        self.record = record
        self.words = words
    }

    /// All of it.
    var text: String {
        let result = record.result
        let head = ["\(words.title) (\(record.number))", words.periods(result), result.summary(words.language)]
        let coverage = result.report.intervalCoverage.map { [words.coverage($0)] } ?? []
        let parts = [head + coverage, errors, TerminalPlot(result, words).lines, deciles]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var errors: [String] {
        let report = record.result.report
        let rows =
            [(words.model(record.result.variant), report.model)]
            + [(words.lastPeriod, report.sameAsLastPeriod), (words.ownRhythm, report.ownRhythm)]
        let lines = rows.map { name, error in
            let cells = error.map { [Self.number($0.meanAbsolute, 4), Self.number($0.total, 1)] } ?? ["–", "–"]
            return Self.line(name, cells)
        }
        return [Self.line("", [words.error, words.total])] + lines
    }

    private var deciles: [String] {
        let tenths = record.result.report.deciles
        guard !tenths.isEmpty else { return [] }
        let largest = tenths.flatMap { [$0.expectedShare, $0.actualShare] }.max() ?? 0
        let scale = AxisScale(upTo: largest)
        let lines = tenths.enumerated().flatMap { position, tenth in
            let head = "\(position + 1)  \(words.alive) \(Self.number(tenth.probabilityAlive, 3))"
            return [
                Self.bar(head, "•", tenth.actualShare, scale, words.actual),
                Self.bar("", "o", tenth.expectedShare, scale, words.expected),
            ]
        }
        return [words.deciles] + lines
    }

    private static func bar(_ head: String, _ mark: String, _ share: Double, _ scale: AxisScale, _ name: String)
        -> String
    {
        let length = Int((scale.position(share) * 36).rounded())
        let padding = String(repeating: " ", count: max(0, 22 - width(head)))
        return head + padding + "│" + String(repeating: mark, count: length) + " \(Percent.text(share)) \(name)"
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        let padded = name + String(repeating: " ", count: max(0, 22 - width(name)))
        return padded + cells.map { String(repeating: " ", count: max(0, 20 - width($0))) + $0 }.joined()
    }

    /// Columns on a terminal: Chinese characters take two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x1100...0xFFEF).contains($1.value) && $1.value >= 0x2E80 ? 2 : 1) }
    }

    private static func number(_ value: Double, _ decimals: Int) -> String {
        value.formatted(.number.precision(.fractionLength(decimals)).grouping(.never))
    }
}
