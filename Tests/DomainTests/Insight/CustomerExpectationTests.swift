import Testing

@testable import Domain

@Suite struct CustomerExpectationTests {
    private func kept(_ value: Int64) -> Int64 {
        CustomerExpectation(alive: nil, ordersInYear: 0, nextOrderDays: nil, lifetimeMinor: value).lifetimeMinor
    }

    private static let steps: [(Int64, Int64)] = [
        (0, 0), (9, 9), (10, 10), (14, 15), (25, 24), (26, 27), (95, 91), (96, 100), (104, 100), (105, 110),
        (123_456, 120_000), (9_600_000, 10_000_000), (.max, 9_100_000_000_000_000_000),
    ]

    @Test(arguments: steps)
    func `values are kept as the nearest preferred number`(value: Int64, expected: Int64) {
        #expect(kept(value) == expected)
    }

    @Test func `what is kept is near, in order, and kept again as it is`() {
        var (before, value) = (Int64(0), Int64(1))
        while value < 1_000_000_000 {
            let steps = kept(value)
            #expect(abs(steps - value) * 100 <= value * 8)
            #expect(steps >= before)
            #expect(kept(steps) == steps)
            (before, value) = (steps, value + 1 + value / 200)
        }
    }

    @Test(arguments: [(0, 0), (0.0999, 5), (0.1, 10), (0.3999, 35), (0.4, 40), (0.6999, 65), (0.7, 70), (1, 100)])
    func `the probability is rounded down, so that the bounds of the risks stay exact`(alive: Double, percent: Int) {
        let expectation = CustomerExpectation(alive: alive, ordersInYear: 1.04, nextOrderDays: 37, lifetimeMinor: 0)

        #expect(expectation.alivePercent == percent)
        #expect(expectation.ordersInYear == 1)
        #expect(expectation.nextOrderDays == 36)
    }
}
