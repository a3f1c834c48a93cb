import Domain
import Testing

@Suite struct RetentionPlayTests {
    @Test(arguments: [
        (ChurnRisk.high, 5, RetentionPlay.visit, 2), (.medium, 4, .visit, 2), (.high, 3, .call, 3),
        (.medium, 2, .call, 3),
        (.high, 1, .message, 6), (.gone, 5, .winBack, 6),
    ])
    func `play and due day follow from risk and value`(risk: ChurnRisk, potential: Int, play: RetentionPlay, days: Int)
    {
        let stake = RetentionStake(
            risk: risk,
            lifetimeMinor: 1000,
            play: RetentionPlay(risk: risk, potential: potential),
            modelNumber: 1
        )

        #expect(stake.play == play)
        #expect(stake.dueDays(usually: 3) == days)
        #expect(stake.dueDays(usually: 0) == 0)
    }

    @Test func `every play is advised in both languages`() {
        let texts = RetentionPlay.allCases.flatMap { [$0.advice(.english), $0.advice(.chinese)] }

        #expect(Set(texts).count == 2 * RetentionPlay.allCases.count)
    }
}
