import Foundation
import Settings
import TestSupport
import Testing

@Suite struct DeploymentSettingsTests {
    @Test func `the page of settings says what the program declares`() throws {
        let page = try String(contentsOf: Fixture.root.appending(path: "Docs/settings.md"), encoding: .utf8)
        let declared = Setting.all.map { setting in
            let value = setting.defaultValue.map { "`\($0)` " } ?? ""
            let unit = setting.unit.isEmpty ? "" : "\(setting.unit) "
            return "| `\(setting.environmentName)` | \(value)| \(unit)| \(setting.meaning) |"
        }

        let rows = page.split(separator: "\n").drop { !$0.hasPrefix("| variable | default") }.dropFirst(2)
            .prefix { $0.hasPrefix("|") }.map(String.init)

        #expect(rows == declared)
    }
}
