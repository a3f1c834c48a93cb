import Domain
import Foundation
import Synchronization

/// The rows that were refused, each with its line and reason, as a CSV file that is safe to open in a spreadsheet. Made
/// with the first row; without one an older file of the name is left alone.
final class RejectsFile: Sendable {
    private let path: String
    private let language: Language
    private let handle: Mutex<FileHandle?> = Mutex(nil)

    init(path: String, language: Language) {
        self.path = path
        self.language = language
    }

    /// Writes a row.
    func write(line: Int64, code: String, reason: String, text: String) throws {
        do {
            try handle.withLock { handle in
                if handle == nil { handle = try open() }
                try handle?.write(contentsOf: Data(CSVWriter.record([String(line), code, reason, text]).utf8))
            }
        } catch {
            let reason = (error as NSError).localizedDescription
            throw ImportFailure(exit: ImportExit.cannotWrite, message: "\(path) cannot be written: \(reason)")
        }
    }

    /// Closes the file; returns its path where there is one.
    func close() throws -> String? {
        try handle.withLock { handle in
            guard let open = handle else { return nil }
            try open.close()
            handle = nil
            return path
        }
    }

    private func open() throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteNoPermission)
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        // The mark tells spreadsheets that it is UTF-8.
        let header = language == .chinese ? ["行", "代码", "原因", "原文"] : ["line", "code", "reason", "text"]
        try handle.write(contentsOf: Data(("\u{FEFF}" + CSVWriter.record(header)).utf8))
        return handle
    }
}
