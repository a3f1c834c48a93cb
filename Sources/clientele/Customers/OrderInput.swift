import Crypto
import Domain
import Foundation

/// The bytes of an order file: a file that can be read twice, or standard input.
struct OrderInput: Sendable {
    /// Bytes of one chunk.
    static let chunkBytes = 1_048_576

    /// The path; "-" for standard input.
    let path: String
    /// Size in bytes; nil for standard input.
    let size: Int64?

    /// The file's name without its folder.
    var name: String { path == "-" ? "stdin" : URL(filePath: path).lastPathComponent }

    init(path: String) throws {
        self.path = path
        guard path != "-" else {
            size = nil
            return
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ImportFailure(exit: ImportExit.noInput, message: "There is no file \(path).")
        }
        guard !isFolder.boolValue, FileManager.default.isReadableFile(atPath: path) else {
            throw ImportFailure(exit: ImportExit.noInput, message: "\(path) cannot be read.")
        }
        size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 ?? 0
    }

    /// The chunks from the beginning.
    func chunks() throws -> FileChunks {
        guard path != "-" else { return FileChunks(handle: .standardInput) }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw ImportFailure(exit: ImportExit.noInput, message: "\(path) cannot be read.")
        }
        return FileChunks(handle: handle)
    }

    /// SHA-256 of the content and the format: the same file read in the same way. Standard input, which can be read once
    /// only, is told by nothing: it is always a new import, whose known rows change nothing.
    func fingerprint(_ format: OrderFileFormat) async throws -> [UInt8] {
        guard path != "-" else { return (0..<SHA256.byteCount).map { _ in UInt8.random(in: 0...255) } }
        var hash = SHA256()
        for try await chunk in try chunks() { hash.update(data: chunk) }
        hash.update(data: Array(format.description.utf8))
        return Array(hash.finalize())
    }
}

/// A file, chunk by chunk. Reading blocks; this is the command line's own task, and nobody else waits for it.
struct FileChunks: AsyncSequence, AsyncIteratorProtocol {
    let handle: FileHandle

    mutating func next() async throws -> [UInt8]? {
        guard let data = try handle.read(upToCount: OrderInput.chunkBytes), !data.isEmpty else { return nil }
        return Array(data)
    }

    func makeAsyncIterator() -> FileChunks { self }
}

/// Why an import ended early, for the person at the terminal.
struct ImportFailure: Error {
    let exit: Int32
    let message: String
}
