/// How much the repeat buyers of a company spend: what the Gamma-Gamma model is fitted to.
public struct SpendSample: Sendable {
    /// Customers with the same number of repeats.
    struct Group {
        let repeats: Int
        /// Value of all repeats of each customer, ascending, so that sums never depend on the order of the customers.
        var totals: [Double]
    }

    /// Ascending by repeats.
    let groups: [Group]
    /// Customers with a repeat whose repeats are worth something.
    public let customers: Int
    /// Customers with a repeat whose refunds left nothing: not in the sample.
    public let withoutValue: Int
    /// Mean over the customers of the mean value of a repeat, in minor units; 0 for nobody.
    public let meanValue: Double
    /// Pearson's correlation between the number of repeats and their mean value; nil where either is always the same.
    ///
    /// The Gamma-Gamma model assumes that there is none (Fader and Hardie 2013).
    public let correlation: Double?

    /// The repeats of customers, in any order; who has none is passed over.
    public init(_ summaries: some Sequence<PurchaseSummary>) {
        var totals: [Int: [Double]] = [:]
        var worthless = 0
        for summary in summaries where summary.pattern.repeats > 0 {
            guard summary.repeatValueMinor > 0 else {
                worthless += 1
                continue
            }
            totals[summary.pattern.repeats, default: []].append(Double(summary.repeatValueMinor))
        }
        self.init(
            groups: totals.sorted { $0.key < $1.key }.map { Group(repeats: $0.key, totals: $0.value.sorted()) },
            withoutValue: worthless
        )
    }

    private init(groups: [Group], withoutValue: Int) {
        self.groups = groups
        self.withoutValue = withoutValue
        customers = groups.reduce(0) { $0 + $1.totals.count }
        let moments = Moments(groups, customers: customers)
        meanValue = moments.meanValue
        correlation = moments.correlation
    }

    /// A part of the customers of a large sample; nil for one that is not large.
    var part: SpendSample? {
        guard customers >= LikelihoodSearch.large else { return nil }
        let groups = groups.map { Group(repeats: $0.repeats, totals: LikelihoodSearch.part(of: $0.totals)) }
        return SpendSample(groups: groups.filter { !$0.totals.isEmpty }, withoutValue: 0)
    }
}

private struct Moments {
    var meanValue = 0.0
    var correlation: Double?

    init(_ groups: [SpendSample.Group], customers: Int) {
        guard customers > 0 else { return }
        var (count, value) = (0.0, 0.0)
        for group in groups {
            count += Double(group.repeats * group.totals.count)
            value += group.totals.reduce(0, +) / Double(group.repeats)
        }
        let meanCount = count / Double(customers)
        meanValue = value / Double(customers)
        var (both, counts, values) = (0.0, 0.0, 0.0)
        for group in groups {
            let apart = Double(group.repeats) - meanCount
            for total in group.totals {
                let worth = total / Double(group.repeats) - meanValue
                both += apart * worth
                counts += apart * apart
                values += worth * worth
            }
        }
        // Rounding leaves a rest where all values are equal.
        guard counts > 0, values > 1e-20 * meanValue * meanValue * Double(customers) else { return }
        correlation = min(max(both / (counts.squareRoot() * values.squareRoot()), -1), 1)
    }
}
