import Domain
import Testing

@Suite struct PurchaseFiguresTests {
    @Test func `several orders of one day are one purchase day`() throws {
        let figures = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: [100, 100, 110], totalMinor: 900)))

        #expect(figures.orderCount == 3)
        #expect(figures.orderDays == 2)
        #expect(figures.frequency == 1)
        #expect(figures.averageMinor == 450)
        #expect(figures.rhythm == nil)
    }

    @Test func `the order of the orders is irrelevant`() {
        let sorted = PurchaseFigures(PurchaseHistory(dayNumbers: [1, 5, 5, 9, 30], totalMinor: 1))
        let mixed = PurchaseFigures(PurchaseHistory(dayNumbers: [9, 5, 30, 1, 5], totalMinor: 1))

        #expect(sorted == mixed)
    }

    @Test func `recency and tenure are days to the day of scoring`() throws {
        let figures = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: [10_000, 10_040], totalMinor: 1)))
        let day = try #require(CalendarDate(dayNumber: 10_100))

        #expect(figures.recencyDays(on: day) == 60)
        #expect(figures.tenureDays(on: day) == 100)
    }

    @Test func `no orders give no figures`() {
        #expect(PurchaseFigures(PurchaseHistory(dayNumbers: [], totalMinor: 0)) == nil)
    }

    @Test(arguments: [(10, 3, 3), (11, 3, 4), (-10, 3, -3), (-11, 3, -4), (5, 2, 3), (-5, 2, -3), (0, 2, 0)])
    func `the average is rounded half away from zero`(total: Int64, days: Int32, average: Int64) throws {
        let history = PurchaseHistory(dayNumbers: Array(1...days), totalMinor: total)

        #expect(try #require(PurchaseFigures(history)).averageMinor == average)
    }

    @Test func `extreme histories stay numbers`() throws {
        let days = [Int32](repeating: 20_000, count: 10_000)
        let refunded = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: days, totalMinor: .min)))

        #expect(refunded.orderDays == 1)
        #expect(refunded.averageMinor == .min)
    }

    @Test func `the rhythm is made of gaps that did happen`() throws {
        let gaps: [Int32] = [17, 196, 132]
        let rhythm = try #require(PurchaseRhythm(gaps: gaps))

        #expect(rhythm.usualDays == 132)
        #expect(rhythm.slowDays == 196)
        #expect(PurchaseRhythm(gaps: [17]) == nil)
    }

    @Test func `nine gaps of ten are no longer than the slow one`() throws {
        let rhythm = try #require(PurchaseRhythm(gaps: Array(1...20)))

        #expect(rhythm.usualDays == 10)
        #expect(rhythm.slowDays == 18)
    }
}
