/// Scores all customers of a company; then their work is planned.
public struct ScoreCompany: Codable, Sendable, Hashable {
    /// Orders up to this day count; nil is today in the company's time zone.
    public let asOf: CalendarDate?

    /// A scoring for a day.
    public init(asOf: CalendarDate? = nil) {
        self.asOf = asOf
    }
}

extension JobKind where Payload == ScoreCompany {
    /// Nightly, and on demand.
    public static let scoreCompany = JobKind(
        "insight.score_company",
        queue: .bulk,
        perCompany: 1,
        uniqueKey: { $0.asOf?.description ?? "today" }
    )
}
