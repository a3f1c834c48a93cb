import Testing

@testable import HTTPAPI

@Suite struct SignInThrottleTests {
    private let start = ContinuousClock.now

    @Test func `a lane holds its tries and fills evenly`() throws {
        let throttle = SignInThrottle()
        let lane = [SignInThrottle.Lane.account("a", network: "n")]
        for _ in 0..<10 { try throttle.take(lane, at: start) }
        #expect(throws: Problem.self) { try throttle.take(lane, at: start) }
        #expect(throws: Problem.self) { try throttle.take(lane, at: start + .seconds(89)) }
        try throttle.take(lane, at: start + .seconds(90))
        #expect(throws: Problem.self) { try throttle.take(lane, at: start + .seconds(91)) }
    }

    @Test func `what is refused takes nothing, and what was right is given back`() throws {
        let throttle = SignInThrottle()
        let (used, free) = (SignInThrottle.Lane.device("d"), SignInThrottle.Lane.network("n"))
        for _ in 0..<10 { try throttle.take([used], at: start) }
        for _ in 0..<200 { #expect(throws: Problem.self) { try throttle.take([used, free], at: start) } }
        try throttle.take([free], at: start)
        for _ in 0..<100 {
            throttle.giveBack([used])
            try throttle.take([used], at: start)
        }
    }

    @Test func `memory is bounded, and whoever tries the most is remembered`() throws {
        let throttle = SignInThrottle()
        let busy = [SignInThrottle.Lane.account("busy", network: "n")]
        for _ in 0..<10 { try throttle.take(busy, at: start) }
        for number in 0..<(SignInThrottle.capacity * 2) { try throttle.take([.network("\(number)")], at: start) }
        #expect(throws: Problem.self) { try throttle.take(busy, at: start) }
    }
}
