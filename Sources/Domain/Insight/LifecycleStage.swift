/// Where a customer is in the lifecycle.
public enum LifecycleStage: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first purchase was at most 90 days ago.
    case new
    /// Buys at least a quarter faster than before, at low risk.
    case growing
    /// Buys as before, at low risk.
    case mature
    /// At medium or high risk, at least a fifth slower than before, or without a second purchase after 90 days.
    case declining
    /// At risk class gone.
    case lost
    /// Ordered again after being lost, for 180 days.
    case wonBack = "won_back"

    /// Days after the first purchase for which a customer is new.
    public static let newDays = 90
    /// Days after coming back for which a customer is won back.
    public static let wonBackDays = 180
    /// Pace from which a customer is growing, in percent.
    public static let growingPace = 125
    /// Pace up to which a customer is declining, in percent.
    public static let decliningPace = 80
}

/// A customer's stage, and since when. Days from `since` are the dwell time.
public struct StagePlacement: Hashable, Sendable {
    /// The stage.
    public let stage: LifecycleStage
    /// The day of the scoring that saw it first.
    public let since: CalendarDate

    /// A placement as it is kept.
    public init(stage: LifecycleStage, since: CalendarDate) {
        self.stage = stage
        self.since = since
    }

    /// The stage by the rules of ``LifecycleStage``, the first that holds of: lost, won back, new, declining, growing,
    /// mature. `earlier` is the placement of the run before.
    public init(of figures: PurchaseFigures, risk: ChurnRisk, on day: CalendarDate, after earlier: StagePlacement?) {
        let stage = Self.stage(of: figures, risk: risk, on: day, after: earlier)
        // A scoring for a day in the past may come after one for today.
        let since = earlier.flatMap { $0.stage == stage && $0.since <= day ? $0.since : nil }
        self.init(stage: stage, since: since ?? day)
    }

    private static func stage(
        of figures: PurchaseFigures,
        risk: ChurnRisk,
        on day: CalendarDate,
        after earlier: StagePlacement?
    ) -> LifecycleStage {
        if risk == .gone { return .lost }
        if let earlier, isBack(figures, on: day, after: earlier) { return .wonBack }
        if figures.tenureDays(on: day) <= LifecycleStage.newDays { return .new }
        let pace = figures.pacePercent ?? 100
        if risk != .low || figures.frequency == 0 || pace <= LifecycleStage.decliningPace { return .declining }
        return pace >= LifecycleStage.growingPace ? .growing : .mature
    }

    /// The days on which it is over for time alone: being new, and being won back.
    func ends(for figures: PurchaseFigures) -> [CalendarDate] {
        let aged = figures.firstOn.adding(days: LifecycleStage.newDays + 1)
        return stage == .wonBack ? [aged, since.adding(days: LifecycleStage.wonBackDays)] : [aged]
    }

    private static func isBack(_ figures: PurchaseFigures, on day: CalendarDate, after earlier: Self) -> Bool {
        switch earlier.stage {
        case .lost: figures.lastOn >= earlier.since
        case .wonBack: earlier.since.days(until: day) < LifecycleStage.wonBackDays
        default: false
        }
    }
}

/// One step of a customer from one stage to another.
public struct StageChange: Hashable, Sendable {
    /// Whose it is.
    public let customer: Customer.ID
    /// The stage that ended, and when it had begun.
    public let from: StagePlacement
    /// The stage that began.
    public let to: StagePlacement

    /// A step as it is kept.
    public init(customer: Customer.ID, from: StagePlacement, to: StagePlacement) {
        self.customer = customer
        self.from = from
        self.to = to
    }

    /// The step between two scores of one customer; nil where the stage stayed, and for a first one, which is kept with
    /// the score.
    public init?(from earlier: CustomerScore?, to score: CustomerScore) {
        guard let earlier, earlier.stage.stage != score.stage.stage else { return nil }
        let since = min(earlier.stage.since, score.stage.since)
        self.init(
            customer: score.customer,
            from: StagePlacement(stage: earlier.stage.stage, since: since),
            to: score.stage
        )
    }

    /// Days that the stage before lasted.
    public var dwellDays: Int { from.since.days(until: to.since) }
}
