import Testing

@testable import Domain

@Suite struct CompanyTests {
    @Test(arguments: [
        ("lantern-tea", true), ("a", true), ("0", true), (String(repeating: "a", count: 63), true), ("", false),
        ("-a", false),
        ("A", false), ("a_b", false), ("茶", false), (String(repeating: "a", count: 64), false),
    ])
    func `a short name has lower-case letters, digits and hyphens`(text: String, expected: Bool) {
        #expect(Company.isSlug(text) == expected)
    }

    @Test func `a draft refuses what the table would refuse`() {
        func draft(name: String = "x", slug: String = "x", zone: String = "UTC") throws(HostingError) -> CompanyDraft {
            try CompanyDraft(name: name, slug: slug, locale: .english, timeZone: zone, currency: .usd)
        }
        #expect(throws: HostingError.nameLength) { try draft(name: "") }
        #expect(throws: HostingError.nameLength) { try draft(name: String(repeating: "x", count: 201)) }
        #expect(throws: HostingError.slugForm) { try draft(slug: "X") }
        #expect(throws: HostingError.timeZoneUnknown) { try draft(zone: "") }
    }

    @Test func `working days are days of the week, once each`() throws {
        #expect(try CompanySettings.workingDays([5, 1, 5]) == [1, 5])
        for wrong in [[], [0], [8], [1, 9]] {
            #expect(throws: HostingError.workingDays) { try CompanySettings.workingDays(wrong) }
        }
    }

    @Test(arguments: [
        ("zh-CN", Language.chinese), ("zh", .chinese), ("en-GB,zh;q=0.9", .english), ("fr, zh;q=0.1", .chinese),
        ("en;q=0.2, zh-Hans;q=0.8", .chinese), ("", .english), ("de", .english), ("zh;q=0", .english),
    ])
    func `Accept-Language chooses the heaviest language that we have`(header: String, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }
}
