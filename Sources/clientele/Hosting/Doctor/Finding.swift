import Domain

/// One thing that `clientele doctor` looked at.
struct Finding: Sendable {
    /// How bad it is.
    enum Severity: Sendable {
        case fine, warning, fault
    }

    let severity: Severity
    /// What was found, in one language.
    let text: String
    /// What to do about it: a sentence or a statement to run as a DBA; nil where all is well.
    let mend: String?

    static func fine(_ text: String) -> Finding {
        Finding(severity: .fine, text: text, mend: nil)
    }

    static func warning(_ text: String, mend: String) -> Finding {
        Finding(severity: .warning, text: text, mend: mend)
    }

    static func fault(_ text: String, mend: String) -> Finding {
        Finding(severity: .fault, text: text, mend: mend)
    }

    /// One or two lines for a terminal.
    func lines(_ language: Language) -> String {
        let mark =
            switch severity {
            case .fine: language.text("ok     ", "正常 ")
            case .warning: language.text("warning", "注意 ")
            case .fault: language.text("WRONG  ", "有误 ")
            }
        guard let mend else { return "\(mark)  \(text)" }
        return "\(mark)  \(text)\n         → \(mend)"
    }
}
