/// What is done to keep a customer who may be leaving.
public enum RetentionPlay: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody goes there.
    case visit
    /// Somebody calls.
    case call
    /// A message is enough.
    case message
    /// An offer to come back, because the customer has most probably left.
    case winBack = "win_back"

    /// The play by how likely the customer has left, and by their place among the company's customers: `potential` is 5
    /// for the fifth of highest lifetime value, 1 for the last.
    public init(risk: ChurnRisk, potential: Int) {
        switch (risk, potential) {
        case (.gone, _): self = .winBack
        case (_, 4...): self = .visit
        case (_, 2...3): self = .call
        default: self = .message
        }
    }

    /// What to do, in one sentence.
    public func advice(_ language: Language) -> String {
        switch self {
        case .visit: language.text("Visit: one of the most valuable customers.", "建议上门拜访：属于最有价值的客户。")
        case .call: language.text("Call and ask what is missing.", "建议致电，了解原因。")
        case .message: language.text("A message is enough.", "建议发送消息问候。")
        case .winBack: language.text("Make an offer to come back: probably left.", "很可能已流失，建议提供回归优惠。")
        }
    }
}

/// What is at stake with a customer who may be leaving, as the models of the day saw it.
public struct RetentionStake: Hashable, Sendable {
    /// How likely the customer had left.
    public let risk: ChurnRisk
    /// Margin expected over the company's horizon, in minor units.
    public let lifetimeMinor: Int64
    /// What was proposed.
    public let play: RetentionPlay
    /// Version of the models that said so.
    public let modelNumber: Int

    /// A stake as it is kept.
    public init(risk: ChurnRisk, lifetimeMinor: Int64, play: RetentionPlay, modelNumber: Int) {
        self.risk = risk
        self.lifetimeMinor = lifetimeMinor
        self.play = play
        self.modelNumber = modelNumber
    }

    /// What is at stake with a customer of this score.
    public init(_ score: CustomerScore, modelNumber: Int) {
        self.init(
            risk: score.risk,
            lifetimeMinor: score.expectation.lifetimeMinor,
            play: RetentionPlay(risk: score.risk, potential: score.ranks.potential),
            modelNumber: modelNumber
        )
    }

    /// Days from the warning until somebody should have acted, where the company grants so many usually: half of them
    /// where much is at stake and may still be kept, twice as many where little is, or the customer has most probably left.
    public func dueDays(usually usual: Int) -> Int {
        switch play {
        case .visit: (usual + 1) / 2
        case .call: usual
        case .message, .winBack: usual * 2
        }
    }
}
