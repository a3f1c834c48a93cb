import Foundation
import Glibc

/// A file that only its owner may read, replaced as a whole.
enum PrivateFile {
    /// The contents, or nil if there is no such file.
    static func read<Value: Decodable>(_ type: Value.Type, from url: URL) throws -> Value? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: url))
        } catch {
            throw UpError(
                "\(url.path) cannot be read; remove it to start afresh. (\(error))",
                "无法读取 \(url.path)；删除它即可重新开始。（\(error)）"
            )
        }
    }

    /// Writes with mode 0600 from the first byte on.
    static func write(_ value: some Encodable, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(encoder.encode(value) + Data("\n".utf8), to: url)
    }

    /// Writes with mode 0600 from the first byte on.
    static func write(_ contents: Data, to url: URL) throws {
        let draft = url.appendingPathExtension("draft")
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw UpError(
                "\(draft.path) cannot be written: \(String(cString: strerror(errno))).",
                "无法写入 \(draft.path)：\(String(cString: strerror(errno)))。"
            )
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: contents)
        try handle.close()
        guard rename(draft.path, url.path) == 0 else {
            throw UpError(
                "\(url.path) cannot be written: \(String(cString: strerror(errno))).",
                "无法写入 \(url.path)：\(String(cString: strerror(errno)))。"
            )
        }
    }
}
