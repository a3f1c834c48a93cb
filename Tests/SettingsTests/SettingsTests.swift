import Foundation
import Testing

@testable import Settings

@Suite struct SettingsTests {
    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".env").path
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
        let path = try file("# How to listen\nHTTP_PORT=9001\nHTTP_HOST=::1\n\nLOG_LEVEL=debug\n")
        let reader = try await SettingsReader(environment: ["CLIENTELE_CONFIG": path, "HTTP_PORT": "9002"])
        #expect(try reader.integer(.httpPort) == 9002)
        #expect(try reader.text(.httpHost) == "::1")
        #expect(try reader.text(.logLevel) == "debug")
    }

    @Test func `a connection string in the file keeps its equals signs`() async throws {
        let url = "postgresql://clientele_api:secret@db/clientele?sslmode=verify-full&connect_timeout=5"
        let path = try file("DATABASE_API_URL = \(url)\n")
        let reader = try await SettingsReader(environment: ["CLIENTELE_CONFIG": path])
        #expect(try reader.text(.databaseAPIURL) == url)
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

    @Test func `a wrong value in the file is one line that names the variable`() async throws {
        let reader = try await SettingsReader(environment: ["CLIENTELE_CONFIG": try file("HTTP_PORT=http\n")])
        let error = #expect(throws: SettingsError.self) { try reader.integer(.httpPort) }
        #expect(try #require(error).description.hasPrefix("HTTP_PORT "))
    }

    @Test func `a file that is not there is one line`() async {
        await #expect(throws: SettingsError.self) {
            try await SettingsReader(environment: ["CLIENTELE_CONFIG": "/nowhere.env"])
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
