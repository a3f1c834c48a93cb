import Domain
import Foundation
import Glibc
import Synchronization

/// Shows on standard error how far an import is: a bar with rate and time left on a terminal, else a line now and then.
final class ImportProgress: Sendable {
    private struct State {
        var shownAt: ContinuousClock.Instant
        var firstRows: Int64?
        var isBarShown = false
    }

    private let total: Int64?
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// - Parameter total: bytes of the file, where known.
    init(total: Int64?) {
        self.total = total
        state = Mutex(State(shownAt: start))
    }

    /// Shows how far it is, a few times a second on a terminal and every ten seconds elsewhere.
    func show(bytes: Int64, rows: Int64) {
        state.withLock { state in
            let now = ContinuousClock.now
            let first = state.firstRows ?? rows
            state.firstRows = first
            guard now - state.shownAt > (isTerminal ? .milliseconds(200) : .seconds(10)) else { return }
            state.shownAt = now
            state.isBarShown = isTerminal
            let line = line(bytes: bytes, rows: rows, rate: rate(rows - first, now))
            write(isTerminal ? "\r\u{1B}[2K" + line : line + "\n")
        }
    }

    /// Says something without spoiling the bar.
    func note(_ text: String) {
        state.withLock { state in
            write((state.isBarShown ? "\r\u{1B}[2K" : "") + text + "\n")
            state.isBarShown = false
        }
    }

    /// Takes the bar away.
    func finish() {
        state.withLock { state in
            if state.isBarShown { write("\r\u{1B}[2K") }
            state.isBarShown = false
        }
    }

    private func rate(_ rows: Int64, _ now: ContinuousClock.Instant) -> Double {
        let elapsed = (now - start) / Duration.seconds(1)
        return elapsed > 0 ? Double(rows) / elapsed : 0
    }

    private func line(bytes: Int64, rows: Int64, rate: Double) -> String {
        let numbers = Language.ofTerminal.text(
            "\(rows.formatted()) rows, \(Int(rate).formatted()) rows/s",
            "\(rows.formatted()) 行，每秒 \(Int(rate).formatted()) 行"
        )
        guard let total, total > 0 else { return numbers }
        let share = min(1, Double(bytes) / Double(total))
        let elapsed = (ContinuousClock.now - start) / Duration.seconds(1)
        let left = share > 0 ? Int(elapsed / share - elapsed) : 0
        let width = 30
        let filled = Int(share * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let clock = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
        let ending = Language.ofTerminal.text("\(clock) left", "剩余 \(clock)")
        return "[\(bar)] \(Int(share * 100)) %  \(numbers), \(ending)"
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
