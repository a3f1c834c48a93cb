import Foundation
import Glibc
import TestSupport

/// A process of ours that runs until it is stopped.
final class Daemon {
    private let process = Process()
    private let log: URL

    init(_ command: [String], environment: [String: String], log: URL) throws {
        self.log = log
        try Data().write(to: log)
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.runHearingSignals()
    }

    /// Its number.
    var id: Int32 { process.processIdentifier }

    /// What it printed so far.
    var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Whether it has not ended yet.
    var isRunning: Bool { process.isRunning }

    /// Fails with what it printed where it has ended.
    func checkRunning() throws {
        guard process.isRunning else {
            throw Program.Failure(description: "ended with \(process.terminationStatus):\n\(output)")
        }
    }

    /// What Ctrl-C does; answers the exit code.
    func interrupt() -> Int32 {
        end(SIGINT)
    }

    /// Asks it to end and waits; answers its exit code.
    @discardableResult func stop() -> Int32 {
        end(SIGTERM)
    }

    /// Ends it without a word.
    @discardableResult func kill() -> Int32 {
        end(SIGKILL)
    }

    private func end(_ signal: Int32) -> Int32 {
        if process.isRunning { Glibc.kill(id, signal) }
        process.waitUntilExit()
        return process.terminationStatus
    }
}

extension Process {
    /// Runs it with no signal blocked: it inherits the mask of the calling thread, and those of tasks block nearly all.
    fileprivate func runHearingSignals() throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }
}
