import Domain
import Glibc
import Subprocess
import SystemPackage

/// Hands mail to a program that takes it as sendmail does.
struct Sendmail: Sendable {
    /// Its path.
    let path: String
    /// Who sends.
    let sender: MailAddress

    /// The program did not take the message.
    struct Failure: Error {}

    /// A program that ends before it has read the message breaks the pipe. The signal of that ends a process, unless
    /// somebody opened a socket of NIO's before.
    private static let outlivesBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Hands over a message. It has half a minute, and nothing of our own environment.
    func send(_ message: String, to recipient: MailAddress) async throws {
        Self.outlivesBrokenPipes
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                let result = try? await Subprocess.run(
                    .path(FilePath(path)),
                    // The mark before the address: no address becomes an option.
                    arguments: ["-i", "-f", sender.text, "--", recipient.text],
                    environment: .custom(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]),
                    input: .string(message),
                    output: .discarded,
                    error: .discarded
                )
                // Whatever kept it from running or reading, it did not take the message.
                return result?.terminationStatus.isSuccess ?? false
            }
            group.addTask {
                try await Task.sleep(for: .seconds(30))
                return false
            }
            defer { group.cancelAll() }
            guard try await group.next() == true else { throw Failure() }
        }
    }
}
