import Domain
import FoundationEssentials

/// What fields and filters check of one value.
enum Checks {
    static func text(_ value: JSON, _ length: ClosedRange<Int>, _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if text.utf8.contains(0) { return findings.note("format") }
        guard length.contains(text.unicodeScalars.count) else { return findings.note("length") }
        if length.lowerBound > 0, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { findings.note("blank") }
    }

    static func integer(_ value: JSON, _ range: ClosedRange<Int64>, _ findings: inout Findings) {
        switch value {
        case .integer(let number): if !range.contains(number) { findings.note("range") }
        case .number(let number) where number == number.rounded(): findings.note("range")
        default: findings.note("type")
        }
    }

    static func number(_ value: JSON, _ range: ClosedRange<Double>, _ findings: inout Findings) {
        switch value {
        case .integer(let number): if !range.contains(Double(number)) { findings.note("range") }
        case .number(let number): if !range.contains(number) { findings.note("range") }
        default: findings.note("type")
        }
    }

    static func uuid(_ value: JSON, _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if text.utf8.count != 36 || UUID(uuidString: text) == nil { findings.note("format") }
    }

    static func date(_ value: JSON, _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if CalendarDate(text) == nil { findings.note("format") }
    }

    static func timestamp(_ value: JSON, _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if Timestamp.date(text) == nil { findings.note("format") }
    }

    static func currency(_ value: JSON, _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if Currency(text) == nil { findings.note("format") }
    }

    static func choice(_ value: JSON, _ words: [String], _ findings: inout Findings) {
        guard case .string(let text) = value else { return findings.note("type") }
        if !words.contains(text) { findings.note("choice") }
    }

    static func money(_ value: JSON, _ range: ClosedRange<Int64>, _ findings: inout Findings) {
        guard case .object(let members) = value else { return findings.note("type") }
        for name in ["amount_minor", "currency"] where value[name] == nil {
            findings.at(name) { $0.note("required") }
        }
        for member in members {
            findings.at(member.name) { findings in
                switch member.name {
                case "amount_minor": integer(member.value, range, &findings)
                case "currency": currency(member.value, &findings)
                default: findings.note("unknown_field")
                }
            }
        }
    }
}
