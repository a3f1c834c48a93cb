import Foundation
import TestSupport
import Testing

@Suite struct DeploymentPagesTests {
    static let pages =
        ["README.md", "README.zh-CN.md"]
        + [
            "README", "api", "dba", "glossary", "settings",
        ].map { "Docs/\($0).md" }

    @Test(arguments: pages) func `what a page refers to is in the tree`(page: String) throws {
        let file = Fixture.root.appending(path: page)
        let text = try String(contentsOf: file, encoding: .utf8)
        let links = text.components(separatedBy: "](").dropFirst().map { $0.prefix { $0 != ")" } }
        for link in links where !link.hasPrefix("http") {
            let target = file.deletingLastPathComponent().appending(path: String(link))
            #expect(FileManager.default.fileExists(atPath: target.path), "\(link)")
        }
        let quoted = text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        for path in quoted where ["Sources/", "scripts/", "sql/", "Tests/"].contains(where: path.hasPrefix) {
            let word = path.prefix { $0 != " " && $0 != "<" }
            #expect(FileManager.default.fileExists(atPath: Fixture.root.appending(path: String(word)).path), "\(path)")
        }
    }

    @Test func `the README names commands that the program has`() throws {
        let text = try String(contentsOf: Fixture.root.appending(path: "README.md"), encoding: .utf8)
        let commands = text.split(separator: "\n").filter { $0.hasPrefix("    clientele ") }

        #expect(commands.count >= 6)
        for command in commands {
            let words = command.split(separator: " ").dropFirst().prefix { !$0.hasPrefix("-") && !$0.hasPrefix("\"") }
            let help = try Program.run(Installation.executable("clientele"), words.map(String.init) + ["--help"])
            #expect(help.status == 0, "\(command)")
        }
    }
}
