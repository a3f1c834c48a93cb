import Testing

@testable import Domain

@Suite struct WorkingDayRuleTests {
    private let mondayToFriday = WorkingDays([1, 2, 3, 4, 5])

    /// The next three minutes of a rule, from noon of Sunday 2026-11-29.
    private func runs(_ text: String, _ days: WorkingDays) throws -> [String] {
        let rule = try ScheduleRule(text)
        var last = try #require(LocalMinute("2026-11-29 12:00"))
        return try (1...3).map { _ in
            last = try #require(rule.next(after: last, workingDays: days))
            return last.description
        }
    }

    @Test(arguments: [
        ("every working day at 08:30", ["2026-11-30 08:30", "2026-12-01 08:30", "2026-12-02 08:30"]),
        ("working day 1 of the week at 07:00", ["2026-11-30 07:00", "2026-12-07 07:00", "2026-12-14 07:00"]),
        // 1 January 2027 is a Friday; the calendar knows days of the week, not holidays.
        ("working day 3 of the month at 09:00", ["2026-12-03 09:00", "2027-01-05 09:00", "2027-02-03 09:00"]),
        ("last working day of the month at 17:00", ["2026-11-30 17:00", "2026-12-31 17:00", "2027-01-29 17:00"]),
        ("last working day of the quarter at 17:00", ["2026-12-31 17:00", "2027-03-31 17:00", "2027-06-30 17:00"]),
        ("working day 1 of the year at 06:15", ["2027-01-01 06:15", "2028-01-03 06:15", "2029-01-01 06:15"]),
    ])
    func `a rule counts the days on which the company works`(text: String, expected: [String]) throws {
        #expect(try runs(text, mondayToFriday) == expected)
        #expect(try ScheduleRule(text).text == text)
    }

    @Test func `another company has other working days`() throws {
        let sundayToThursday = WorkingDays([7, 1, 2, 3, 4])

        #expect(
            try runs("last working day of the month at 11:00", sundayToThursday) == [
                "2026-11-30 11:00", "2026-12-31 11:00", "2027-01-31 11:00",
            ]
        )
        #expect(try runs("every working day at 13:00", sundayToThursday).first == "2026-11-29 13:00")
    }

    @Test func `a period that has too few working days is left out`() throws {
        let sundays = WorkingDays([7])

        #expect(
            try runs("working day 5 of the month at 09:00", sundays) == [
                "2027-01-31 09:00", "2027-05-30 09:00", "2027-08-29 09:00",
            ]
        )
        let rule = try ScheduleRule("working day 8 of the week at 09:00")
        #expect(rule.next(after: try #require(LocalMinute("2026-11-29 12:00")), workingDays: sundays) == nil)
    }

    @Test(arguments: [
        "every working day", "every working day at 8:30", "every working day at 24:00",
        "working day 0 of the month at 09:00",
        "working day x of the month at 09:00", "working day 1 of the decade at 09:00", "second working day at 09:00",
    ])
    func `words that say nothing are refused with an example`(text: String) {
        #expect(throws: ScheduleError.self) { try ScheduleRule(text) }
    }

    @Test func `five fields are a cron expression`() throws {
        #expect(try ScheduleRule("30 2 * * mon") == .cron(CronExpression("30 2 * * mon")))
    }
}
