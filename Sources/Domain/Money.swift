/// An exact amount of one currency.
public struct Money: Hashable, Sendable, Codable {
    /// The amount in the currency's smallest unit: cents for USD, whole yen for JPY. Negative for refunds.
    public let amountMinor: Int64
    /// The currency.
    public let currency: Currency

    /// An amount in the currency's smallest unit.
    public init(amountMinor: Int64, currency: Currency) {
        self.amountMinor = amountMinor
        self.currency = currency
    }

    /// Reads a decimal such as "-1234.5" exactly; nil where it is not a number, has more decimals than the currency
    /// has, or is too large. The decimal sign is a point, and there are no group separators.
    public init?(decimal text: String, currency: Currency) {
        var digits = Substring(text)
        let negative = digits.first == "-"
        if negative || digits.first == "+" { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !fraction.isEmpty else { return nil }
        let significant = fraction.trimmingTrailingZeros(downTo: currency.minorUnits)
        guard significant.count <= currency.minorUnits else { return nil }
        let padding = String(repeating: "0", count: currency.minorUnits - significant.count)
        let number = whole + significant + padding
        guard number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        guard let amount = Int64((negative ? "-" : "") + number) else { return nil }
        self.init(amountMinor: amount, currency: currency)
    }

    /// The amount as a decimal with all decimals of the currency: "-1234.50".
    public var decimal: String {
        let digits = String(amountMinor.magnitude)
        let sign = amountMinor < 0 ? "-" : ""
        guard currency.minorUnits > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, currency.minorUnits + 1 - digits.count)) + digits
        return sign + padded.dropLast(currency.minorUnits) + "." + padded.suffix(currency.minorUnits)
    }
}

extension Substring {
    /// Without zeros at the end, but never shorter than `count`.
    fileprivate func trimmingTrailingZeros(downTo count: Int) -> Substring {
        var rest = self
        while rest.utf8.count > count, rest.last == "0" { rest.removeLast() }
        return rest
    }
}
