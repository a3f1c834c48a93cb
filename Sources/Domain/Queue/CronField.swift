/// One field of a cron expression: the set of numbers it admits.
struct CronField: Sendable, Hashable {
    /// What a field counts.
    enum Unit: String {
        case minute, hour, day, month
        case weekday = "day of the week"

        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .month: 1...12
            case .weekday: 0...7
            }
        }

        var names: [String] {
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: []
            }
        }
    }

    /// Whether the field restricts nothing: it begins with `*`.
    let isAny: Bool
    private var bits: UInt64 = 0

    init(_ text: Substring, _ unit: Unit) throws(ScheduleError) {
        isAny = text.first == "*"
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            for value in try Self.values(of: part, unit) {
                bits |= 1 << UInt64(unit == .weekday ? value % 7 : value)
            }
        }
    }

    func contains(_ value: Int) -> Bool {
        bits & 1 << UInt64(value) != 0
    }

    func first(from start: Int) -> Int? {
        guard start < 64 else { return nil }
        let rest = bits >> UInt64(start)
        return rest == 0 ? nil : start + rest.trailingZeroBitCount
    }

    private static func values(of part: Substring, _ unit: Unit) throws(ScheduleError) -> StrideThrough<Int> {
        let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var step = 1
        if halves.count == 2 {
            guard let number = Int(halves[1]), number >= 1, halves[1].allSatisfy(\.isNumber) else {
                throw .cron("\(unit.rawValue): \"\(halves[1])\" is no step")
            }
            step = number
        }
        let range = try bounds(of: halves[0], unit, open: halves.count == 2)
        return stride(from: range.lowerBound, through: range.upperBound, by: step)
    }

    private static func bounds(of text: Substring, _ unit: Unit, open: Bool) throws(ScheduleError) -> ClosedRange<Int> {
        if text == "*" { return unit == .weekday ? 0...6 : unit.range }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let first = try number(ends[0], unit)
        guard ends.count == 2 else { return first...(open ? unit.range.upperBound : first) }
        let last = try number(ends[1], unit)
        guard first <= last else { throw .cron("\(unit.rawValue): \(text) runs backwards") }
        return first...last
    }

    private static func number(_ text: Substring, _ unit: Unit) throws(ScheduleError) -> Int {
        if let position = unit.names.firstIndex(of: text.lowercased()) {
            return position + unit.range.lowerBound
        }
        guard text.allSatisfy(\.isASCII), text.first?.isNumber == true, let value = Int(text),
            unit.range.contains(value)
        else {
            let range = unit.range
            throw .cron("\(unit.rawValue): \"\(text)\" is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }
}
