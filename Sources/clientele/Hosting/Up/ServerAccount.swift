import Foundation
import Glibc

/// The system user that runs the private PostgreSQL. PostgreSQL refuses to run as root; Debian's package brings the
/// user `postgres`, and under root that one is taken.
struct ServerAccount {
    /// The user to become, or nil to stay.
    let user: String?

    /// Who runs PostgreSQL when this process runs as it does.
    static var current: ServerAccount {
        ServerAccount(user: geteuid() == 0 ? "postgres" : nil)
    }

    /// Where the cluster goes: inside the installation's own folder, or where PostgreSQL's user cannot get there (a
    /// checkout under /root, say) below /var/lib/clientele, named after the installation.
    func folder(for installation: Installation) async throws -> URL {
        let inside = installation.state.appending(path: "postgres")
        guard let user else { return inside }
        do {
            try await Tool(name: "test", user: user).run(["-x", installation.state.path])
            return inside
        } catch {
            let name = installation.root.path.split(separator: "/").joined(separator: "-")
            return URL(filePath: "/var/lib/clientele").appending(path: name)
        }
    }

    /// Makes a folder that only this user may enter.
    func makeFolder(_ folder: URL) throws {
        let manager = FileManager.default
        try manager.createDirectory(at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        if !manager.fileExists(atPath: folder.path) {
            try manager.createDirectory(
                at: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        }
        try own(folder)
    }

    /// Gives a file or folder to this user.
    func own(_ item: URL) throws {
        guard let user else { return }
        try FileManager.default.setAttributes(
            [.ownerAccountName: user, .groupOwnerAccountName: user],
            ofItemAtPath: item.path
        )
    }
}
