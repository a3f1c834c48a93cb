import Foundation
import Subprocess

/// One of our own long-running programs, the API or the worker, as a child process that writes a log file.
struct Service {
    /// The name of the program, beside this one.
    let name: String
    let installation: Installation

    private var log: URL { installation.state.appending(path: "\(name).log") }

    /// Runs the program until it ends or the task is cancelled; then it gets 30 s to finish what it does.
    ///
    /// - Throws: ``UpError`` with the last lines of its log, if it ends by itself.
    func run() async throws {
        try PrivateFile.write(Data(), to: log)
        let leftover = Leftover(name: name, installation: installation)
        let file = try FileHandle(forWritingTo: log)
        var options = PlatformOptions()
        // A group of its own: Ctrl-C reaches this process alone, which stops the others in the right order.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(35))]
        let result = try await Subprocess.run(
            .name(name),
            environment: .inherit.updating([
                "PATH": "\(installation.programs.path):/usr/bin:/bin",
                "CLIENTELE_CONFIG": installation.settings.path,
            ]),
            platformOptions: options,
            input: .none,
            output: .sequence,
            error: .combinedWithOutput
        ) { execution in
            try leftover.remember(execution.processIdentifier.value)
            for try await chunk in execution.standardOutput {
                try file.write(contentsOf: chunk.withUnsafeBytes { Data($0) })
            }
        }
        leftover.forget()
        try Task.checkCancellation()
        throw UpError(
            "\(name) ended by itself (\(result.terminationStatus)); its log ends with:\n\(lastLines())",
            "\(name) 意外退出（\(result.terminationStatus)），日志末尾是：\n\(lastLines())"
        )
    }

    private func lastLines() -> String {
        guard let text = try? String(contentsOf: log, encoding: .utf8) else {
            return "(\(log.path) cannot be read)"  // the report of a failure must not fail itself
        }
        return text.split(separator: "\n").suffix(5).joined(separator: "\n")
    }
}
