import Domain
import Foundation

/// Where `clientele up` finds the schema and keeps what it makes.
struct Installation {
    /// The folder that holds `sql/`.
    let root: URL

    /// The installation around the working folder, or else around this program.
    static func find() throws -> Installation {
        let program = Bundle.main.executableURL ?? URL(filePath: "/")
        let candidates = [URL(filePath: FileManager.default.currentDirectoryPath), program]
        for start in candidates {
            var folder = start.standardizedFileURL
            while folder.path != "/" {
                if FileManager.default.fileExists(atPath: folder.appending(path: "sql/sqitch.plan").path) {
                    return Installation(root: folder)
                }
                folder.deleteLastPathComponent()
            }
        }
        throw UpError(
            "There is no sql/sqitch.plan here or above; run this in the folder of Clientele's sources.",
            "此处及上级目录都没有 sql/sqitch.plan；请在 Clientele 的源代码目录中运行。"
        )
    }

    /// Everything that `clientele up` makes; removing it starts afresh.
    var state: URL { root.appending(path: ".clientele") }
    /// The Sqitch project.
    var schema: URL { root.appending(path: "sql") }
    /// The optional configuration file of API and worker.
    var settings: URL { state.appending(path: "settings.env") }
    /// Address, companies and keys of the demo.
    var demo: URL { state.appending(path: "demo.json") }

    /// The folder of this program, where API and worker are too.
    var programs: URL {
        (Bundle.main.executableURL ?? root).resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// Makes the folder for the state, readable by nobody else.
    func makeState() throws {
        // 0711: under root PostgreSQL's own user has to pass through; every file inside is 0600.
        try FileManager.default.createDirectory(
            at: state,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711]
        )
    }
}

/// What stops `clientele up`, in one line for the person at the terminal.
struct UpError: Error, CustomStringConvertible {
    let description: String

    init(_ english: String, _ chinese: String) {
        description = Language.ofTerminal.text(english, chinese)
    }
}
