/// Where values stand among all values of a company. Equal values stand equally, so the order of customers is
/// irrelevant.
public struct Standings: Sendable {
    private let sorted: [Int64]
    /// Whoever has more than the first of these is no longer in the last fifth, and so on.
    private let steps: [Int64]

    /// The values of all customers, in any order.
    public init(_ values: [Int64]) {
        let sorted = values.sorted()
        self.sorted = sorted
        steps = sorted.isEmpty ? [] : (1...4).map { sorted[($0 * sorted.count + 4) / 5 - 1] }
    }

    /// How many values there are.
    public var count: Int { sorted.count }

    /// How many values are smaller.
    public func countBelow(_ value: Int64) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The share of values that are smaller, from 0 to below 1; 0 where there are none.
    public func share(below value: Int64) -> Double {
        sorted.isEmpty ? 0 : Double(countBelow(value)) / Double(sorted.count)
    }

    /// 5 for the best fifth, 1 for the last. The largest of equal values take the score of the first of them, so a
    /// company of one-time buyers has no five for frequency.
    public func fifth(of value: Int64) -> Int {
        steps.reduce(1) { $1 < value ? $0 + 1 : $0 }
    }
}
