import Crypto
import Domain
import FoundationEssentials
import Store

/// Takes an uploaded file into the database, chunk by chunk, and has the worker import it.
struct OrderUpload: Sendable {
    /// The delimiters that a query can name.
    static let delimiters: [(name: String, byte: UInt8)] = [
        ("comma", UInt8(ascii: ",")), ("semicolon", UInt8(ascii: ";")), ("tab", UInt8(ascii: "\t")),
        ("bar", UInt8(ascii: "|")),
    ]
    private static let chunkBytes = 524_288

    private let scope: UploadScope
    private let format: OrderFileFormat

    init(_ scope: UploadScope) {
        self.scope = scope
        let named = Self.delimiters.first { $0.name == scope.query.text("delimiter") }
        var mapping: [OrderField: String] = [:]
        for field in OrderField.allCases { mapping[field] = scope.query.text("\(field.rawValue)_column") }
        format = OrderFileFormat(
            delimiter: named?.byte ?? UInt8(ascii: ","),
            encoding: scope.query.choice("encoding"),
            mapping: mapping
        )
    }

    /// Stores the bytes and enqueues the import; the answer names the operation that reports on it.
    func receive() async throws -> Import {
        let started = try await scope.withCompany { company in
            try await company.abandonOldUploads()
            return try await company.insertImport(draft, state: .uploading)
        }
        do {
            let (size, hash) = try await store(in: started.id)
            return try await scope.withCompany { company in
                try await company.beginUploadedImport(started.id, bytes: size, fingerprint: hash, format: format)
            }
        } catch {
            // The first error counts; what is left of the upload is cleared here, or with the next upload.
            _ = try? await scope.withCompany { try await $0.abandonUpload(started.id) }
            throw error
        }
    }

    private var draft: ImportDraft {
        ImportDraft(
            source: scope.query.text("source") ?? Import.defaultSource,
            fileName: scope.query.text("file_name") ?? "upload.csv",
            fingerprint: [UInt8](repeating: 0, count: SHA256.byteCount),
            format: format.description,
            bytesTotal: nil
        )
    }

    private func store(in id: Import.ID) async throws -> (size: Int64, hash: [UInt8]) {
        var hash = SHA256()
        var size: Int64 = 0
        var position: Int32 = 0
        try await scope.chunks(of: Self.chunkBytes) { chunk in
            hash.update(data: chunk)
            size += Int64(chunk.count)
            guard size <= Import.uploadLimit else { throw ImportFault.tooLarge(limit: Int(Import.uploadLimit)) }
            for start in stride(from: 0, to: chunk.count, by: Import.chunkLimit) {
                let piece = Array(chunk[start..<min(start + Import.chunkLimit, chunk.count)])
                let at = position
                try await scope.withCompany { try await $0.insertImportChunk(piece, of: id, at: at) }
                position += 1
            }
        }
        hash.update(data: Array(format.description.utf8))
        return (size, Array(hash.finalize()))
    }
}
