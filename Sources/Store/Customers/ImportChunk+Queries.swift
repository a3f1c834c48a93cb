public import Domain
import Postgres

extension CompanyTransaction {
    /// Keeps a piece of an uploaded file.
    ///
    /// - Parameter bytes: at most `Import.chunkLimit`.
    public func insertImportChunk(_ bytes: [UInt8], of id: Import.ID, at position: Int32) async throws {
        try await execute(
            """
            insert into app.import_chunks (company_id, import_id, position, bytes)
            values (\(company), \(id), \(position), \(bytes))
            """
        )
    }

    /// A piece of an uploaded file, counted from 0; nil behind the last.
    public func importChunk(of id: Import.ID, at position: Int32) async throws -> [UInt8]? {
        try await first(
            """
            select bytes from app.import_chunks
            where company_id = \(company) and import_id = \(id) and position = \(position)
            """
        ) { try $0.get("bytes", as: [UInt8].self) }
    }

    /// Forgets the bytes of an uploaded file.
    public func deleteImportChunks(of id: Import.ID) async throws {
        try await execute("delete from app.import_chunks where company_id = \(company) and import_id = \(id)")
    }

    /// Has the worker import a file that has come in whole.
    public func beginUploadedImport(
        _ id: Import.ID,
        bytes: Int64,
        fingerprint: [UInt8],
        format: OrderFileFormat
    ) async throws -> Import {
        let operation = try await startOperation(.importOrders, ImportOrders(importID: id, format: format))
        return try await one(
            """
            update app.imports
            set state = 'running', bytes_total = \(bytes), fingerprint = \(fingerprint),
                operation_id = \(operation.id), updated_at = now()
            where company_id = \(company) and id = \(id)
            returning \(Import.columns)
            """,
            Import.init(row:)
        )
    }

    /// Gives up an upload that broke off.
    public func abandonUpload(_ id: Import.ID) async throws {
        try await deleteImportChunks(of: id)
        _ = try await endImport(id, .failed, problem: "The upload broke off.")
    }

    /// Gives up uploads that began a day ago and never ended: their sender and our process went away together.
    public func abandonOldUploads() async throws {
        let old = try await all(
            """
            select id from app.imports
            where company_id = \(company) and state = 'uploading' and created_at < now() - interval '1 day'
            """
        ) { try $0.get("id", as: Import.ID.self) }
        for id in old { try await abandonUpload(id) }
    }
}
