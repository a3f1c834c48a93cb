import Foundation
import Subprocess

/// A program of somebody else that runs to its end: initdb, pg_ctl, psql, sqitch.
struct Tool {
    /// The name of the program.
    let name: String
    /// The folder it is in; nil searches PATH.
    var folder: URL?
    /// Variables besides the inherited ones. Secrets go here: arguments are visible to everybody on the machine.
    var environment: [String: String] = [:]
    /// The folder it runs in.
    var workingFolder: URL?
    /// The system user it runs as; nil is the present one.
    var user: String?

    /// Runs the program and returns what it wrote to standard output.
    ///
    /// - Parameters:
    ///   - arguments: without secrets.
    ///   - input: what it reads from standard input.
    /// - Throws: ``UpError`` with everything the program wrote, if it fails or is missing.
    @discardableResult
    func run(_ arguments: [String], input: String = "") async throws -> String {
        var options = PlatformOptions()
        // A group of its own: Ctrl-C at the terminal reaches this process alone, which decides what may be interrupted.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(10))]
        let result = try await Subprocess.run(
            .name("env"),
            arguments: Arguments(prefix + [name] + arguments),
            environment: .inherit.updating(changes),
            platformOptions: options,
            input: .string(input),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        switch result.terminationStatus {
        case .exited(0):
            return result.standardOutput
        case .exited(127):
            throw UpError(
                "The program '\(name)' is missing; run scripts/install-packages run.",
                "缺少程序 '\(name)'；请运行 scripts/install-packages run。"
            )
        default:
            let words = (result.standardOutput + result.standardError).trimmingCharacters(in: .whitespacesAndNewlines)
            throw UpError(
                "\(name) failed (\(result.terminationStatus)):\n\(words)",
                "\(name) 失败（\(result.terminationStatus)）：\n\(words)"
            )
        }
    }

    /// What `env` does before it starts the program.
    private var prefix: [String] {
        let change = workingFolder.map { ["--chdir=\($0.path)"] } ?? []
        let become = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups", "--"] } ?? []
        return change + become
    }

    private var changes: [Environment.Key: String?] {
        var changes: [Environment.Key: String?] = [:]
        for (name, value) in environment {
            guard let key = Environment.Key(rawValue: name) else { continue }
            changes[key] = value
        }
        if let folder {
            let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            changes["PATH"] = "\(folder.path):\(inherited)"
        }
        return changes
    }
}
