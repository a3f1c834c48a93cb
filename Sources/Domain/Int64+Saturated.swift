extension Int64 {
    /// The sum, or the nearest number there is: orders of any amount are taken in, and a report of them still is one.
    package func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
