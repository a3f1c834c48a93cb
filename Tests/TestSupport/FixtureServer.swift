import Foundation
import Glibc

/// A server of `Tests/Fixtures`, written in Python, in a process of its own: it is given a folder, listens on 127.0.0.1
/// and writes its port into the folder. `scripts/install-packages test` installs what it is made of.
final class FixtureServer: Sendable {
    private let process = Process()
    let folder: URL
    let port: Int

    /// Starts one.
    /// - Parameters:
    ///   - program: its path below `Tests/Fixtures`.
    ///   - environment: the folder below `.clientele` whose Python runs it.
    ///   - files: what is in its folder when it starts, by name.
    init(_ program: String, in environment: String, files: [String: String], _ arguments: [String] = []) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        process.executableURL = root.appending(path: ".clientele/\(environment)/bin/python")
        process.arguments = [root.appending(path: "Tests/Fixtures/\(program)").path, folder.path] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let file = folder.appending(path: "port")
        try await eventually("\(program) listens", within: .seconds(60)) {
            FileManager.default.fileExists(atPath: file.path)
        }
        guard let port = Int(try String(contentsOf: file, encoding: .utf8)) else {
            throw Program.Failure(description: "\(program) has no port")
        }
        self.port = port
    }

    /// Stops it. With the one signal that cannot be blocked: it was started by a task, whose thread blocks the others.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)  // left to the system's cleaning otherwise
    }
}
