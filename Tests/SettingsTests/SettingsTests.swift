import Foundation
import Testing

@testable import Settings

@Suite struct SettingsTests {
    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json").path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func `a setting that nobody says has its default`() async throws {
        let reader = try await SettingsReader(environment: [:])
        #expect(try reader.integer(.httpPort) == 8080)
        #expect(try reader.text(.logFormat) == "json")
        #expect(try reader.optionalText(.cursorSecret) == nil)
    }

    @Test func `the environment wins over the file, and the file over the default`() async throws {
        let path = try file(#"{"http": {"port": 9001, "host": "::1"}, "log": {"level": "debug"}}"#)
        let reader = try await SettingsReader(environment: ["CLIENTELE_CONFIG": path, "HTTP_PORT": "9002"])
        #expect(try reader.integer(.httpPort) == 9002)
        #expect(try reader.text(.httpHost) == "::1")
        #expect(try reader.text(.logLevel) == "debug")
    }

    @Test func `a number in the file is a number`() async throws {
        let path = try file(#"{"http": {"port": 9001}}"#)
        let reader = try await SettingsReader(environment: ["CLIENTELE_CONFIG": path])
        #expect(try reader.integer(.httpPort) == 9001)
    }

    @Test(arguments: [
        (Setting.httpPort, "http"), (.httpPort, "0"), (.httpPort, "65536"), (.databasePoolSize, "-1"),
        (.logLevel, "loud"),
        (.logFormat, "xml"), (.cursorSecret, "short"), (.databaseAPIURL, "localhost:5432"),
    ])
    func `a wrong value is one line that names the variable`(setting: Setting, value: String) async throws {
        let reader = try await SettingsReader(environment: [setting.environmentName: value])
        let error = #expect(throws: SettingsError.self) { try reader.text(setting) }
        let line = try #require(error).description
        #expect(line.hasPrefix(setting.environmentName) && !line.contains("\n"))
        #expect(!setting.isSecret || !line.contains(value))
    }

    @Test func `what must be set and is not says so`() async throws {
        let reader = try await SettingsReader(environment: ["DATABASE_API_URL": ""])
        #expect(throws: SettingsError(setting: .databaseAPIURL, reason: "is not set")) { try APISettings(reader) }
    }

    @Test(arguments: ["{", "[]", "not json"]) func `a broken file is one line`(text: String) async throws {
        let path = try file(text)
        await #expect(throws: SettingsError.self) { try await SettingsReader(environment: ["CLIENTELE_CONFIG": path]) }
    }

    @Test func `a file that is not there is one line`() async {
        await #expect(throws: SettingsError.self) {
            try await SettingsReader(environment: ["CLIENTELE_CONFIG": "/nowhere.json"])
        }
    }

    @Test func `every setting says what it means, and its default is allowed`() {
        #expect(Set(Setting.all.map(\.environmentName)).count == Setting.all.count)
        for setting in Setting.all {
            #expect(!setting.meaning.isEmpty)
            if let value = setting.defaultValue { #expect(setting.fault(of: value) == nil) }
        }
    }
}
