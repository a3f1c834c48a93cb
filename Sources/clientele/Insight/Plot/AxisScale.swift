import Foundation

/// A linear axis from 0 with round ticks.
struct AxisScale {
    /// The round values from 0 to the end of the axis.
    let ticks: [Double]

    /// An axis that holds `largest` with about so many steps of 1, 2 or 5 times a power of ten.
    init(upTo largest: Double, steps: Int = 5) {
        let rough = max(largest, 1e-9) / Double(steps)
        let power = pow(10, floor(log10(rough)))
        let step = ([1, 2, 5, 10].first { $0 * power >= rough * 0.999_999 } ?? 10) * power
        let count = Int((max(largest, 1e-9) / step - 1e-9).rounded(.up))
        ticks = (0...max(count, 1)).map { Double($0) * step }
    }

    /// Where a value lies on the axis, from 0 to 1.
    func position(_ value: Double) -> Double {
        guard let end = ticks.last, end > 0 else { return 0 }
        return min(max(value / end, 0), 1)
    }
}
