import Domain

extension PurchaseHistory {
    /// Orders on these days whose amounts have a sum, whatever each of them is; a negative sum needs a refund.
    init(dayNumbers: [Int32], totalMinor: Int64) {
        var (days, amounts) = (dayNumbers, dayNumbers.map { _ in Int64(0) })
        if totalMinor < 0, let first = days.min() {
            days.append(first)
            amounts.append(totalMinor)
        } else if let first = days.indices.min(by: { days[$0] < days[$1] }) {
            amounts[first] = totalMinor
        }
        self.init(dayNumbers: days, amounts: amounts)
    }
}
