import Domain
import Testing

@Suite struct RetryPolicyTests {
    @Test(arguments: [(1, 15), (2, 30), (3, 60), (6, 480), (11, 15360), (12, 21600), (100, 21600)])
    func `the longest wait doubles until six hours`(attempt: Int, seconds: Int) {
        #expect(RetryPolicy.standard.longestDelay(afterAttempt: attempt) == .seconds(seconds))
    }

    @Test func `waits are spread over the whole range`() {
        let waits = (0..<400).map { _ in RetryPolicy.standard.delay(afterAttempt: 4) / .seconds(120) }

        #expect(waits.allSatisfy { (0...1).contains($0) })
        #expect((0.4...0.6).contains(waits.reduce(0, +) / 400))
    }
}
