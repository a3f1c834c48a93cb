/// How good the churn warnings of a month were, now that it is known who came back.
public struct WarningReview: Hashable, Sendable {
    /// First day of the month in which they were raised.
    public let month: CalendarDate
    /// Version of the models that were in force when they were raised.
    public let modelNumber: Int
    /// Customers who might have been warned of: with a rhythm, and not silent for long already when the month began.
    public let population: Int
    /// Those among them who did not order within the days of the policy after the month's end.
    public let lost: Int
    /// Those among them who were warned of.
    public let warned: Int
    /// Those who were warned of and did not order again.
    public let hits: Int

    /// A review as it is kept.
    public init(month: CalendarDate, modelNumber: Int, population: Int, lost: Int, warned: Int, hits: Int) {
        self.month = month
        self.modelNumber = modelNumber
        self.population = population
        self.lost = lost
        self.warned = warned
        self.hits = hits
    }

    /// Share of the warned who were lost, from 0 to 1; nil where nobody was warned of.
    public var precision: Double? { warned > 0 ? Double(hits) / Double(warned) : nil }
    /// Share of the lost who were warned of, from 0 to 1; nil where nobody was lost.
    public var recall: Double? { lost > 0 ? Double(hits) / Double(lost) : nil }
    /// How many times as often the warned were lost as all; nil where nobody was warned of or lost.
    public var lift: Double? {
        guard let precision, lost > 0 else { return nil }
        return precision * Double(population) / Double(lost)
    }
}

/// Counts reviews of past months, one customer after the other.
public struct WarningReviews: Sendable {
    /// A warning of one customer.
    public struct Warning: Hashable, Sendable {
        /// Day of the scoring that raised it.
        public let raisedOn: CalendarDate
        /// Version of the models then.
        public let modelNumber: Int

        /// A warning as it was raised.
        public init(raisedOn: CalendarDate, modelNumber: Int) {
            self.raisedOn = raisedOn
            self.modelNumber = modelNumber
        }
    }

    private struct Month {
        let first: Int
        let last: Int
        var population = 0
        var lost = 0
        /// Warned of and hit, by version.
        var versions: [Int: (warned: Int, hits: Int)] = [:]
    }

    /// More months than these are settled for good.
    public static let most = 36

    private let rule: ChurnRule
    private var months: [Month] = []

    /// Reviews of the months from the first warning on that are settled today: whose customers had the rule's days to
    /// come back. At most ``most``, the newest.
    public init(rule: ChurnRule, firstWarning: CalendarDate, today: CalendarDate) {
        self.rule = rule
        var start = firstWarning.adding(days: 1 - firstWarning.day)
        while start.adding(months: 1).adding(days: rule.lostAfterDays - 1) <= today {
            let next = start.adding(months: 1)
            months.append(Month(first: start.dayNumber, last: next.dayNumber - 1))
            start = next
        }
        months = Array(months.suffix(Self.most))
    }

    /// Counts a customer.
    ///
    /// - Parameters:
    ///   - purchaseDays: day numbers, in any order; a day may repeat.
    ///   - warnings: of the customer, in any order.
    public mutating func add(purchaseDays: [Int32], warnings: [Warning]) {
        let days = Set(purchaseDays).sorted().map(Int.init)
        for index in months.indices {
            let month = months[index]
            let known = days.prefix { $0 <= month.last }
            guard known.count >= rule.minimumOrderDays, let last = known.last else { continue }
            guard last >= month.first - rule.lostAfterDays else { continue }
            let next = known.count < days.count ? days[known.count] : Int.max
            let isLost = next > month.last + rule.lostAfterDays
            months[index].population += 1
            months[index].lost += isLost ? 1 : 0
            let raised = warnings.filter { (month.first...month.last).contains($0.raisedOn.dayNumber) }
            guard let warning = raised.max(by: { $0.raisedOn < $1.raisedOn }) else { continue }
            let isHit = isLost && last <= warning.raisedOn.dayNumber
            let count = months[index].versions[warning.modelNumber] ?? (0, 0)
            months[index].versions[warning.modelNumber] = (count.warned + 1, count.hits + (isHit ? 1 : 0))
        }
    }

    /// The reviews, by month and version; none of a month in which nobody was warned of.
    public var reviews: [WarningReview] {
        months.flatMap { month -> [WarningReview] in
            guard let first = CalendarDate(dayNumber: month.first) else { return [] }
            return month.versions.sorted { $0.key < $1.key }.map { version, count in
                WarningReview(
                    month: first,
                    modelNumber: version,
                    population: month.population,
                    lost: month.lost,
                    warned: count.warned,
                    hits: count.hits
                )
            }
        }
    }
}
