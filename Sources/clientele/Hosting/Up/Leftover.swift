import Foundation
import Glibc

/// A service that outlived the `clientele up` that started it, because that one was killed without a chance to stop it.
struct Leftover {
    let name: String
    let installation: Installation

    private var file: URL { installation.state.appending(path: "\(name).pid") }

    /// Remembers a process that was just started.
    func remember(_ process: pid_t) throws {
        try PrivateFile.write(Data("\(process)\n".utf8), to: file)
    }

    /// Forgets a process that has ended.
    func forget() {
        unlink(file.path)
    }

    /// Ends the process of the last time, if it still runs.
    func stop() async throws {
        guard let process = try remembered(), isOurs(process) else { return }
        kill(process, SIGTERM)
        for _ in 0..<400 where isOurs(process) {
            try await Task.sleep(for: .milliseconds(100))
        }
        guard !isOurs(process) else {
            throw UpError(
                "\(name) of an earlier run (process \(process)) does not stop; end it and try again.",
                "之前运行的 \(name)（进程 \(process)）没有停止；请结束它后重试。"
            )
        }
    }

    private func remembered() throws -> pid_t? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return pid_t(try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Whether the process is our program still, and not another one that was given the same number.
    private func isOurs(_ process: pid_t) -> Bool {
        // Fails where there is no such process.
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe") else {
            return false
        }
        let ours = installation.programs.appending(path: name).path
        // A program that was built anew since shows as deleted.
        return program == ours || program == "\(ours) (deleted)"
    }
}
