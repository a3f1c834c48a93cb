/// Arithmetic of vectors of three or four numbers.
extension [Double] {
    static func - (left: Self, right: Self) -> Self {
        zip(left, right).map { $0 - $1 }
    }

    func dot(_ other: Self) -> Double {
        zip(self, other).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The largest absolute value; 0 for none.
    var largest: Double {
        reduce(0) { Swift.max($0, abs($1)) }
    }

    /// The same direction, no longer than `length`.
    func shortened(to length: Double) -> Self {
        let norm = dot(self).squareRoot()
        return norm > length ? map { $0 * length / norm } : self
    }
}
