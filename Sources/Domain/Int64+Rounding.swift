extension Int64 {
    /// The quotient by a number of at least 1, rounded to the nearest whole number, half away from zero.
    func dividedRounding(by divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest.magnitude * 2 >= divisor.magnitude ? quotient + signum() : quotient
    }
}
