import Foundation

/// The repository's own text files, read relative to this one.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every file below a folder of the repository with the given extension, path first.
    static func files(under folder: String, extension suffix: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(".\(suffix)") }
        return try paths.sorted().map { path in
            (folder + "/" + path, try String(contentsOf: base.appending(path: path), encoding: .utf8))
        }
    }
}
