import Foundation
import Testing

@testable import HTTPAPI

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-11-22T08:30:00Z", 1_795_336_200),
        ("2026-11-22T16:30:00+08:00", 1_795_336_200),
        ("2026-11-22t08:30:00.5z", 1_795_336_200.5), ("1969-12-31T23:59:59-00:00", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_799),
    ])
    func `RFC 3339 is read`(text: String, seconds: Double) {
        #expect(Timestamp.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22 08:30:00Z", "2026-11-22T08:30:00", "2026-11-22T24:00:00Z", "2026-02-30T00:00:00Z",
        "2026-11-22T08:30Z", "2026-11-22T08:30:00.Z", "2026-11-22T08:30:00+8:00", "2026-11-22T08:30:00Zz",
    ])
    func `anything else is refused`(text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test(arguments: [
        "2026-11-22T08:30:00Z", "1969-12-31T23:59:59.250000Z", "0001-01-01T00:00:00Z", "2026-11-22T08:30:00.000001Z",
    ])
    func `what was read is written the same`(text: String) throws {
        #expect(Timestamp.text(try #require(Timestamp.date(text))) == text)
    }
}
