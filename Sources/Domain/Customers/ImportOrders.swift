/// The job that imports an uploaded order file.
public struct ImportOrders: Codable, Sendable, Hashable {
    /// The import, whose chunks are in the database.
    public let importID: Import.ID
    /// How its file is read.
    public let format: OrderFileFormat

    /// The job of an import.
    public init(importID: Import.ID, format: OrderFileFormat) {
        self.importID = importID
        self.format = format
    }
}

extension JobKind where Payload == ImportOrders {
    /// One file at a time in a company: two would only wait for each other's rows.
    public static let importOrders = JobKind(
        "customers.import_orders",
        queue: .bulk,
        perCompany: 1,
        timeLimit: .seconds(6 * 3600),
        uniqueKey: \.importID.description
    )
}
