import Domain
import Testing

@Suite struct CronExpressionTests {
    @Test(arguments: [
        ("30 2 * * *", "2026-11-22 02:29", "2026-11-22 02:30"),
        ("30 2 * * *", "2026-11-22 02:30", "2026-11-23 02:30"),
        ("30 2 * * *", "2026-12-31 23:59", "2027-01-01 02:30"),
        ("* * * * *", "2026-11-22 23:59", "2026-11-23 00:00"),
        ("*/15 * * * *", "2026-11-22 10:07", "2026-11-22 10:15"),
        ("*/15 9-17 * * *", "2026-11-22 17:45", "2026-11-23 09:00"),
        ("5-20/5 8 * * *", "2026-11-22 08:16", "2026-11-22 08:20"),
        ("50/3 8 * * *", "2026-11-22 08:53", "2026-11-22 08:56"),
        ("0 8,12,16 * * *", "2026-11-22 12:00", "2026-11-22 16:00"),
        ("0 0 1 * *", "2026-11-22 00:00", "2026-12-01 00:00"),
        ("0 0 31 * *", "2026-01-31 00:00", "2026-03-31 00:00"),
        ("0 0 29 2 *", "2026-01-01 00:00", "2028-02-29 00:00"),
        ("0 0 29 2 *", "2096-02-29 00:00", "2104-02-29 00:00"),
        ("0 9 * * mon", "2026-11-22 00:00", "2026-11-23 09:00"),
        ("0 9 * * 1-5", "2026-11-20 09:00", "2026-11-23 09:00"),
        ("0 9 * * 0", "2026-11-22 00:00", "2026-11-22 09:00"),
        ("0 9 * * 7", "2026-11-22 09:00", "2026-11-29 09:00"),
        ("0 9 * * FRI,Sat", "2026-11-22 00:00", "2026-11-27 09:00"),
        ("0 9 * * 5-7", "2026-11-21 09:00", "2026-11-22 09:00"),
        ("0 0 1 jan,jul *", "2026-11-22 00:00", "2027-01-01 00:00"),
        ("0 0 13 * fri", "2026-11-22 00:00", "2026-11-27 00:00"),
        ("0 0 1 * mon", "2026-11-30 00:00", "2026-12-01 00:00"),
        ("0 0 */2 * mon", "2026-11-22 00:00", "2026-11-23 00:00"),
    ])
    func `the next time is the first minute after the given one that every field admits`(
        text: String,
        start: String,
        expected: String
    ) throws {
        let cron = try CronExpression(text)

        let next = cron.next(after: try #require(LocalMinute(start)))

        #expect(next?.description == expected)
    }

    @Test func `a day that no month has is never due`() throws {
        let cron = try CronExpression("0 0 30 2 *")

        #expect(cron.next(after: try #require(LocalMinute("2026-01-01 00:00"))) == nil)
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * 0 *",
        "* * * * 8", "5-1 * * * *", "*/0 * * * *", "*/x * * * *", "1,, * * * *", "a * * * *", "-1 * * * *",
        "+1 * * * *",
        "1- * * * *", "* * * foo *", "1.5 * * * *", "٣ * * * *", "*/٣ * * * *", "99999999999999999999 * * * *",
    ])
    func `what is no cron expression is refused`(text: String) {
        #expect(throws: ScheduleError.self) { try CronExpression(text) }
    }

    @Test func `the refusal names the field`() {
        #expect(throws: ScheduleError.cron("hour: \"24\" is not between 0 and 23")) { try CronExpression("0 24 * * *") }
    }

    @Test func `blanks between fields do not matter`() throws {
        #expect(try CronExpression(" 30  2 *\t* * ").text == "30 2 * * *")
    }
}
