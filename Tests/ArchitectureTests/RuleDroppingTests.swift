import Foundation
import Testing

/// Rules of who may do what can be dropped by tests and by nothing else.
@Suite struct RuleDroppingTests {
    @Test func `only what is built for tests can drop a rule`() throws {
        var mentions: [String] = []
        for file in try SourceTree.files(under: "Sources", extension: "swift") where file.text.contains("dropped") {
            var isForTests = false
            for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
                let line = line.trimmingCharacters(in: .whitespaces)
                if line == "#if DEBUG" { isForTests = true }
                if line == "#else" || line == "#endif" { isForTests = false }
                let isRule = file.path == "Sources/Domain/People/Rule.swift" && !line.hasPrefix("//")
                if line.contains("$dropped") || line.contains("Rule.dropped") || isRule && line.contains("dropped") {
                    mentions.append("\(file.path): \(isForTests ? "tests" : "everybody"): \(line)")
                }
            }
        }
        #expect(
            mentions == [
                "Sources/Domain/People/Rule.swift: tests: return condition || Self.dropped == self",
                "Sources/Domain/People/Rule.swift: tests: @TaskLocal package static var dropped: Rule?",
            ]
        )
    }
}
