import Testing

@testable import Jobs

@Suite struct AlarmTests {
    @Test func `a sleeper wakes by itself, however short the time`() async {
        let alarm = Alarm()

        for _ in 1...200 { #expect(await alarm.sleep(atMost: .nanoseconds(1)) == false) }
    }

    @Test func `a ring wakes the sleeper`() async {
        let alarm = Alarm()
        async let hasRung = alarm.sleep(atMost: .seconds(600))

        alarm.ring()

        #expect(await hasRung)
    }

    @Test func `a ring while nobody sleeps is kept, once`() async {
        let alarm = Alarm()
        alarm.ring()
        alarm.ring()

        #expect(await alarm.sleep(atMost: .seconds(600)))
        #expect(await alarm.sleep(atMost: .milliseconds(1)) == false)
    }

    @Test func `a cancelled task does not sleep`() async {
        let alarm = Alarm()
        let sleeper = Task { await alarm.sleep(atMost: .seconds(600)) }

        sleeper.cancel()

        #expect(await sleeper.value == false)
    }
}
