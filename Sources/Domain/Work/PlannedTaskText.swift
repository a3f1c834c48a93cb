/// What planned tasks say, in both languages.
enum PlannedTaskText {
    static func visitTitle(tier: String, _ language: Language) -> String {
        switch language {
        case .english: "Visit: tier \(tier) customer"
        case .chinese: "拜访\(tier)级客户"
        }
    }

    static func visitDetail(tier: String, everyDays: Int, lastContact: CalendarDate?, _ language: Language) -> String {
        switch (language, lastContact) {
        case (.english, let day?): "Tier \(tier) deserves a contact every \(everyDays) days; the last was on \(day)."
        case (.english, nil): "Tier \(tier) deserves a contact every \(everyDays) days; there was none yet."
        case (.chinese, let day?): "\(tier)级客户应每\(everyDays)天联系一次，上次联系：\(day)。"
        case (.chinese, nil): "\(tier)级客户应每\(everyDays)天联系一次，尚无联系记录。"
        }
    }

    static func churnDetail(_ warning: ChurnWarning, _ language: Language) -> String {
        let parts = [warning.lateness.reason(language), warning.stake.play.advice(language)]
        return parts.joined(separator: language.text(" ", ""))
    }

    static func churnTitle(_ language: Language) -> String {
        switch language {
        case .english: "Win back: late against the usual rhythm"
        case .chinese: "挽回客户：购买已晚于惯常节奏"
        }
    }
}
