import Domain
import Testing

@Suite struct WarningReviewTests {
    private let rule = ChurnRule(minimumOrderDays: 3, lateFactor: 2, lostAfterDays: 60)

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func days(_ texts: [String]) throws -> [Int32] {
        try texts.map { Int32(try day($0).dayNumber) }
    }

    private func reviews(today: String) throws -> WarningReviews {
        WarningReviews(rule: rule, firstWarning: try day("2026-01-15"), today: try day(today))
    }

    @Test func `precision, recall and lift are those of the month's customers`() throws {
        var reviews = try reviews(today: "2026-04-01")
        let warning = WarningReviews.Warning(raisedOn: try day("2026-01-20"), modelNumber: 2)
        let before = ["2025-11-01", "2025-12-01", "2026-01-02"]
        // Two lost, one of them warned of; two who came back, one of them warned of.
        reviews.add(purchaseDays: try days(before), warnings: [warning])
        reviews.add(purchaseDays: try days(before), warnings: [])
        reviews.add(purchaseDays: try days(before + ["2026-03-30"]), warnings: [warning])
        reviews.add(purchaseDays: try days(before + ["2026-02-01"]), warnings: [])
        // Not of the population: no rhythm, and silent for long already.
        reviews.add(purchaseDays: try days(["2026-01-01", "2026-01-02"]), warnings: [])
        reviews.add(purchaseDays: try days(["2025-01-01", "2025-02-01", "2025-03-01"]), warnings: [])

        let review = try #require(reviews.reviews.first)

        #expect(reviews.reviews.count == 1)
        #expect(review.month == (try day("2026-01-01")) && review.modelNumber == 2)
        #expect((review.population, review.lost, review.warned, review.hits) == (4, 2, 2, 1))
        #expect(review.precision == 0.5 && review.recall == 0.5 && review.lift == 1)
    }

    @Test func `an order between the warning and the month's end makes it no hit`() throws {
        var reviews = try reviews(today: "2026-04-01")
        let warning = WarningReviews.Warning(raisedOn: try day("2026-01-20"), modelNumber: 1)
        reviews.add(purchaseDays: try days(["2025-11-01", "2025-12-01", "2026-01-25"]), warnings: [warning])

        let review = try #require(reviews.reviews.first)

        #expect((review.lost, review.warned, review.hits) == (1, 1, 0))
    }

    @Test func `versions of the models in one month are told apart, and months without warnings left out`() throws {
        var reviews = try reviews(today: "2026-07-01")
        for (version, date) in [(1, "2026-01-20"), (2, "2026-01-21"), (2, "2026-03-01")] {
            let warning = WarningReviews.Warning(raisedOn: try day(date), modelNumber: version)
            reviews.add(purchaseDays: try days(["2025-11-01", "2025-12-01", "2026-01-02"]), warnings: [warning])
        }

        let found = reviews.reviews

        #expect(found.map(\.modelNumber) == [1, 2, 2])
        #expect(found.map(\.month.month) == [1, 1, 3])
        #expect(found.map(\.population) == [3, 3, 3])
    }

    @Test func `a month is settled when its customers had their days to come back`() throws {
        let warning = WarningReviews.Warning(raisedOn: try day("2026-01-20"), modelNumber: 1)
        for (today, count) in [("2026-03-31", 0), ("2026-04-01", 1)] {
            var reviews = try reviews(today: today)
            reviews.add(purchaseDays: try days(["2025-11-01", "2025-12-01", "2026-01-02"]), warnings: [warning])
            #expect(reviews.reviews.count == count, "on \(today)")
        }
    }

    @Test func `nobody lost and nobody warned of give no figures`() throws {
        let month = try day("2026-01-01")
        let review = WarningReview(month: month, modelNumber: 1, population: 2, lost: 0, warned: 0, hits: 0)
        #expect(review.precision == nil && review.recall == nil && review.lift == nil)
    }
}
