import Foundation
import Glibc

/// Keeps a second `clientele up` out of the same folder; the system lets go of it when the process ends in any way.
struct UpLock {
    private let descriptor: Int32

    init(_ installation: Installation) throws {
        let file = installation.state.appending(path: "lock")
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw UpError(
                "\(file.path) cannot be opened: \(String(cString: strerror(errno))).",
                "无法打开 \(file.path)：\(String(cString: strerror(errno)))。"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw UpError(
                "Another 'clientele up' already runs in \(installation.root.path).",
                "另一个 'clientele up' 已在 \(installation.root.path) 中运行。"
            )
        }
    }

    func release() {
        close(descriptor)
    }
}
