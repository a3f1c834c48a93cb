public import Domain
public import FoundationEssentials
import Postgres

extension ModelRecord.Subject: PostgresCodable {}
extension ModelRecord.Name: PostgresCodable {}
extension ForecastSource: PostgresCodable {}

/// A version of the models with what is kept beside it.
public struct KeptModels: Sendable, Hashable {
    /// The models.
    public let book: ModelBook
    /// How it would have foretold a period that was kept from it; nil until a backtest.
    public let holdout: HoldoutFigures?
    /// Version of the mathematics it was fitted by.
    public let codeVersion: String
    /// When it was fitted.
    public let fittedAt: Date

    /// A version as it is kept.
    public init(book: ModelBook, holdout: HoldoutFigures?, codeVersion: String, fittedAt: Date) {
        self.book = book
        self.holdout = holdout
        self.codeVersion = codeVersion
        self.fittedAt = fittedAt
    }
}

extension ModelRecord {
    static let columns: SQL = """
        number, segment, subject, source, model, window_start, window_end, customers, repeat_buyers, parameters, \
        diagnostics, doubts, mean_value, correlation, holdout, code_version, fitted_at
        """

    fileprivate init(row: Row) throws {
        self.init(
            subject: try row.get("subject"),
            segment: try row.get("segment"),
            source: try row.get("source"),
            model: try row.get("model"),
            customers: try row.get("customers"),
            repeatBuyers: try row.get("repeat_buyers"),
            parameters: try row.get("parameters", as: JSONB.self).decode(),
            diagnostics: try row.get("diagnostics", as: JSONB?.self)?.decode(),
            doubts: try row.get("doubts", as: JSONB.self).decode(),
            meanValue: try row.get("mean_value"),
            correlation: try row.get("correlation")
        )
    }
}

private struct ModelRow {
    let number: Int
    let window: (start: CalendarDate?, end: CalendarDate)
    let record: ModelRecord
    let holdout: HoldoutFigures?
    let codeVersion: String
    let fittedAt: Date

    init(row: Row) throws {
        number = try row.get("number")
        window = (try row.get("window_start"), try row.get("window_end"))
        record = try ModelRecord(row: row)
        holdout = try row.get("holdout", as: JSONB?.self)?.decode()
        codeVersion = try row.get("code_version")
        fittedAt = try row.get("fitted_at")
    }
}

extension KeptModels {
    /// The versions of rows that are ordered by number.
    fileprivate static func versions(_ rows: [ModelRow]) -> [KeptModels] {
        var versions: [KeptModels] = []
        var rest = rows[...]
        while let first = rest.first {
            let own = rest.prefix { $0.number == first.number }
            rest = rest.dropFirst(own.count)
            let book = ModelBook(
                number: first.number,
                windowStart: first.window.start,
                windowEnd: first.window.end,
                records: own.map(\.record)
            )
            versions.append(
                KeptModels(
                    book: book,
                    holdout: own.lazy.compactMap(\.holdout).first,
                    codeVersion: first.codeVersion,
                    fittedAt: first.fittedAt
                )
            )
        }
        return versions
    }
}

extension CompanyTransaction {
    /// Versions of the company's models, newest first, from below a number.
    public func modelVersions(below number: Int?, limit: Int) async throws -> [KeptModels] {
        KeptModels.versions(
            try await all(
                """
                select \(ModelRecord.columns) from app.insight_models
                where company_id = \(company) and number in (
                    select distinct number from app.insight_models
                    where company_id = \(company) and number < \(Int32(clamping: number ?? Int.max))
                    order by number desc limit \(limit)
                )
                order by number desc, segment, subject
                """,
                ModelRow.init(row:)
            )
        )
    }

    /// The version of this number.
    public func modelVersion(_ number: Int) async throws -> KeptModels? {
        KeptModels.versions(
            try await all(
                """
                select \(ModelRecord.columns) from app.insight_models
                where company_id = \(company) and number = \(Int32(clamping: number)) order by segment, subject
                """,
                ModelRow.init(row:)
            )
        ).first
    }

    /// The version that the current forecasts are from; nil before the first scoring.
    public func modelsInForce() async throws -> KeptModels? {
        let number = try await first(
            "select model_number from app.scorings where company_id = \(company) order by id desc limit 1"
        ) { try $0.get("model_number", as: Int.self) }
        guard let number else { return nil }
        return try await modelVersion(number)
    }

    /// Keeps how a version would have foretold a period that was kept from it.
    public func keepHoldout(_ figures: HoldoutFigures, ofVersion number: Int) async throws {
        try await execute(
            """
            update app.insight_models set holdout = \(JSONB(encoding: figures))
            where company_id = \(company) and number = \(Int32(clamping: number)) and subject = 'orders'
            """
        )
    }

    /// The newest version, if there is one.
    func newestModels() async throws -> ModelBook? {
        try await modelVersions(below: nil, limit: 1).first?.book
    }

    /// Keeps a version that was fitted now.
    func keep(_ book: ModelBook) async throws {
        for record in book.records {
            try await execute(
                """
                insert into app.insight_models (
                    company_id, number, segment, subject, source, model, window_start, window_end, customers,
                    repeat_buyers, parameters, diagnostics, doubts, mean_value, correlation, code_version
                ) values (
                    \(company), \(Int32(clamping: book.number)), \(record.segment), \(record.subject),
                    \(record.source), \(record.model), \(book.windowStart), \(book.windowEnd),
                    \(Int32(clamping: record.customers)), \(Int32(clamping: record.repeatBuyers)),
                    \(JSONB(encoding: record.parameters)), \(record.diagnostics.map { try JSONB(encoding: $0) }),
                    \(JSONB(encoding: record.doubts)), \(record.meanValue), \(record.correlation),
                    \(ModelBook.codeVersion)
                )
                """
            )
        }
    }
}
