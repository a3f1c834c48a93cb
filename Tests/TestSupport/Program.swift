import Foundation

/// A finished run of another program.
public struct Program: Sendable {
    /// Exit code; 128 plus the signal where one ended it.
    public let status: Int32
    /// Standard output.
    public let output: String
    /// Standard error.
    public let errors: String

    /// A program, or a wait for one, that did not end well.
    public struct Failure: Error, CustomStringConvertible {
        /// What went wrong.
        public let description: String

        /// A failure with its story.
        public init(description: String) {
            self.description = description
        }
    }

    /// This run, or a failure with what it printed where the exit code is not zero.
    @discardableResult public func checked() throws -> Program {
        guard status == 0 else { throw Failure(description: "exit \(status)\n\(errors)\n\(output)") }
        return self
    }

    /// Runs a program found in PATH, or at a path, and waits for its end. The environment is added to this process's.
    public static func run(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String? = nil
    ) throws -> Program {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files instead of pipes: nothing can fill up, however much is printed.
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // left to the system's cleaning otherwise
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        for file in files { try Data((file == files[0] ? input ?? "" : "").utf8).write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Program(
            status: process.terminationReason == .uncaughtSignal
                ? 128 + process.terminationStatus : process.terminationStatus,
            output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8)
        )
    }
}
