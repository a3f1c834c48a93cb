import Domain
import Testing

@Suite struct LocalMinuteTests {
    @Test(arguments: [
        ("2026-11-22 00:00", -1, "2026-11-21 23:59"), ("2026-12-31 23:59", 1, "2027-01-01 00:00"),
        ("2026-03-01 00:30", -180, "2026-02-28 21:30"), ("1969-12-31 23:00", 90, "1970-01-01 00:30"),
        ("2026-11-22 12:00", 0, "2026-11-22 12:00"), ("1960-01-01 00:00", -1440, "1959-12-31 00:00"),
    ])
    func `minutes are added across midnight`(start: String, minutes: Int, expected: String) throws {
        #expect(try #require(LocalMinute(start)).adding(minutes: minutes).description == expected)
    }

    @Test func `seconds, as PostgreSQL prints them, are ignored`() {
        #expect(LocalMinute("2026-11-22 02:30:59.123456")?.description == "2026-11-22 02:30")
    }

    @Test(arguments: ["", "2026-11-22", "2026-11-22 24:00", "2026-11-22 02:60", "2026-02-30 02:30", "2026-11-22 2"])
    func `what is no minute is refused`(text: String) {
        #expect(LocalMinute(text) == nil)
    }
}
