/// One version of the models of a company: what its forecasts are made with.
public struct ModelBook: Hashable, Sendable {
    /// Version of the mathematics in this program: raised where the same orders give other numbers.
    public static let codeVersion = "1"
    /// Days after which a version is replaced by one that knows the orders since.
    public static let daysInUse = 7

    /// Number of the version in the company, from 1.
    public let number: Int
    /// Day of the first order it rests on; nil without orders.
    public let windowStart: CalendarDate?
    /// Last day whose orders it rests on.
    public let windowEnd: CalendarDate
    /// One of orders and one of value for each kind of customer with orders; for a company without any, one of a rule
    /// for persons.
    public let records: [ModelRecord]

    /// A version as it is kept.
    public init(number: Int, windowStart: CalendarDate?, windowEnd: CalendarDate, records: [ModelRecord]) {
        self.number = number
        self.windowStart = windowStart
        self.windowEnd = windowEnd
        self.records = records
    }

    /// Whether it should still speak on a day for so many customers with orders: it knows no later orders, is not older
    /// than ``daysInUse``, and the company has grown or shrunk by a tenth at most.
    public func isGood(on day: CalendarDate, customers: Int) -> Bool {
        guard (0..<Self.daysInUse).contains(windowEnd.days(until: day)) else { return false }
        let orders = records.filter { $0.subject == .orders }
        let pooled = orders.first { $0.source == .pooled }
        let known = pooled?.customers ?? orders.reduce(0) { $0 + $1.customers }
        return abs(known - customers) * 10 <= known
    }

    /// The record about a kind of customer; where there is none of the kind, that of the others, who are then the whole
    /// company.
    public func record(_ subject: ModelRecord.Subject, of segment: Customer.Kind) -> ModelRecord? {
        let about = records.filter { $0.subject == subject }
        return about.first { $0.segment == segment } ?? about.first
    }

    /// Fits a version to all customers of a company, by their kinds: a kind that gives doubts shares the models of the
    /// whole company, and where those give doubts too the own rhythm speaks.
    public static func fit(number: Int, to customers: [SegmentedFigures], on day: CalendarDate) async -> ModelBook {
        let summaries = customers.compactMap { customer in
            customer.figures.summary(on: day).map { (segment: customer.segment, summary: $0) }
        }
        let segments = Customer.Kind.allCases.filter { kind in summaries.contains { $0.segment == kind } }
        let whole = segments.count > 1 ? summaries.map(\.summary) : nil
        var records: [ModelRecord] = []
        for segment in segments.isEmpty ? [.person] : segments {
            let own = summaries.filter { $0.segment == segment }.map(\.summary)
            async let value = value(own, pooled: whole, segment)
            records += [await orders(own, pooled: whole, segment), await value]
        }
        return ModelBook(
            number: number,
            windowStart: customers.map(\.figures.firstOn).min(),
            windowEnd: day,
            records: records
        )
    }

    private static func orders(
        _ own: [PurchaseSummary],
        pooled: [PurchaseSummary]?,
        _ segment: Customer.Kind
    ) async -> ModelRecord {
        let sample = PurchaseSample(own.lazy.map(\.pattern))
        let choice = await ModelChoice.orders(of: sample, pooled: pooled.map { PurchaseSample($0.lazy.map(\.pattern)) })
        return ModelRecord(
            subject: .orders,
            segment: segment,
            source: choice.source,
            model: choice.fit.map { $0.model.variant == .bgnbd ? .bgnbd : .mbgnbd },
            customers: choice.fit?.customers ?? sample.customers,
            repeatBuyers: choice.fit?.repeatBuyers ?? sample.repeatBuyers,
            parameters: choice.fit?.estimates ?? [],
            diagnostics: choice.fit?.diagnostics,
            doubts: choice.doubts,
            meanValue: nil,
            correlation: nil
        )
    }

    private static func value(
        _ own: [PurchaseSummary],
        pooled: [PurchaseSummary]?,
        _ segment: Customer.Kind
    ) -> ModelRecord {
        let sample = SpendSample(own)
        let choice = ModelChoice.value(of: sample, pooled: pooled.map { SpendSample($0) })
        return ModelRecord(
            subject: .value,
            segment: segment,
            source: choice.source,
            model: choice.fit.map { _ in .gammaGamma },
            customers: choice.fit?.customers ?? sample.customers,
            repeatBuyers: choice.fit?.customers ?? sample.customers,
            parameters: choice.fit?.estimates ?? [],
            diagnostics: choice.fit?.diagnostics,
            doubts: choice.doubts,
            meanValue: sample.meanValue,
            correlation: sample.correlation
        )
    }
}

/// A customer's figures with the segment the customer belongs to.
public struct SegmentedFigures: Hashable, Sendable {
    /// Whose they are.
    public let id: Customer.ID
    /// A person or an organisation.
    public let segment: Customer.Kind
    /// What the orders say.
    public let figures: PurchaseFigures

    /// The figures of a customer.
    public init(id: Customer.ID, segment: Customer.Kind, figures: PurchaseFigures) {
        self.id = id
        self.segment = segment
        self.figures = figures
    }
}
