import Domain
import FoundationEssentials
import Store

/// Order files on their way in.
enum ImportEndpoints {
    static let all: [Endpoint] = [
        .upload(
            "imports",
            "importOrders",
            "Import a file of orders",
            accepts: ["text/csv"],
            filters: filters
        ) { scope in
            let upload = try await OrderUpload(scope).receive()
            return ImportBody(upload)
        },
        .list("imports", "listImports", "Imports, newest first") { scope in
            let slice = try scope.slice(after: Import.ID.self)
            let rows = try await scope.company.orderImports(before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { ImportBody($0) }
        },
        .get("imports/:id", "getImport", "One import") { scope in
            try await scope.company.orderImport(scope.id()).map(ImportBody.init)
        },
        .list("imports/:id/rejects", "listImportRejects", "Rows of an import that were refused, by line") {
            scope in
            let id: Import.ID = try scope.id()
            guard try await scope.company.orderImport(id) != nil else { throw Problem.notFound }
            let slice = try scope.slice(after: Int64.self)
            let rows = try await scope.company.rejects(of: id, after: slice.after ?? 0, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.line) { ImportRejectBody($0) }
        },
    ]

    private static let filters: [Filter] =
        [
            .text("file_name", Import.fileNameLength, "Name of the file, shown in lists"),
            .text("source", Order.sourceLength, "Where the orders come from; with the number it is their natural key"),
            .choice("delimiter", of: OrderUpload.delimiters.map(\.name), "Between fields; comma where absent"),
            .choice("encoding", TextEncoding.self, "Found from the file where absent"),
        ]
        + OrderField.allCases.map { field in
            .text("\(field.rawValue)_column", 1...200, "The header of the column with the \(field.name(.english))")
        }
}

struct ImportBody: Body {
    let id: Import.ID
    let operationID: Operation.ID?
    let source: String
    let fileName: String
    let state: Import.State
    let bytesTotal: Int64?
    let bytesDone: Int64
    let rows: Import.RowCounts
    let problem: String?
    let createdAt: Date
    let updatedAt: Date
    let finishedAt: Date?

    init(_ order: Import) {
        id = order.id
        operationID = order.operationID
        source = order.source
        fileName = order.fileName
        state = order.state
        bytesTotal = order.bytesTotal
        bytesDone = order.bytesDone
        rows = order.rows
        problem = order.problem
        createdAt = order.createdAt
        updatedAt = order.updatedAt
        finishedAt = order.finishedAt
    }

    var location: String? { operationID.map { "operations/\($0)" } }

    static let example = ImportBody(
        Import(
            id: Examples.id(21),
            operationID: Examples.id(22),
            source: "import",
            fileName: "orders.csv",
            state: .done,
            bytesTotal: 236_220,
            bytesDone: 236_220,
            textDone: 236_220,
            line: 6920,
            rows: Import.RowCounts(read: 6919, inserted: 6917, unchanged: 0, rejected: 2),
            problem: "The file is empty: it has no header line.",
            createdAt: Examples.instant,
            updatedAt: Examples.instant,
            finishedAt: Examples.instant
        )
    )
    static let notes = [
        "operation_id": "Reports progress; absent for imports from the command line",
        "rows.unchanged": "Known already",
        "problem": "Why it failed",
    ]
}

struct ImportRejectBody: Body {
    let line: Int64
    let code: String
    let reason: String
    let text: String

    init(_ reject: KeptReject) {
        line = reject.line
        code = reject.code
        reason = reject.reason
        text = reject.text
    }

    static let example = ImportRejectBody(
        KeptReject(
            line: 17,
            code: "row.date.not_date",
            reason: "not a date like 2026-11-22, 2026/11/22 or 20261122",
            text: "C-1042,22.11.,12.50"
        )
    )
    static let personal: Set = ["text"]
    static let notes = [
        "line": "The physical line, from 1", "text": "As it stands in the file, cut at 1,000 characters",
    ]
}
