/// Scores all customers of a company; then their work is planned.
public struct ScoreCompany: Codable, Sendable, Hashable {
    /// Orders up to this day count; nil is today in the company's time zone.
    public let asOf: CalendarDate?
    /// Whether all orders are read again and the models fitted anew; nil is no.
    public let recompute: Bool?

    /// A scoring for a day.
    public init(asOf: CalendarDate? = nil, recompute: Bool? = nil) {
        self.asOf = asOf
        self.recompute = recompute
    }
}

extension JobKind where Payload == ScoreCompany {
    /// Nightly, and on demand.
    public static let scoreCompany = JobKind(
        "insight.score_company",
        queue: .bulk,
        perCompany: 1,
        uniqueKey: { ($0.asOf?.description ?? "today") + ($0.recompute == true ? " anew" : "") }
    )
}
