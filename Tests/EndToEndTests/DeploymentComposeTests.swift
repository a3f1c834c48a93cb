import Foundation
import Settings
import TestSupport
import Testing

/// No container engine runs here, so what the files promise is compared with the tree and with the program.
@Suite struct DeploymentComposeTests {
    private let compose: ComposeFile
    private let dockerfile: String

    init() throws {
        compose = try ComposeFile(Self.text("docker-compose.yml"))
        dockerfile = try Self.text("Dockerfile")
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Fixture.root.appending(path: path), encoding: .utf8)
    }

    @Test func `docker-compose accepts the file`() throws {
        var environment = ["CURSOR_SECRET": String(repeating: "s", count: 32)]
        for name in ["POSTGRES", "CLIENTELE_API", "CLIENTELE_WORKER", "CLIENTELE_HOSTING", "CLIENTELE_OPERATOR"] {
            environment["\(name)_PASSWORD"] = "secret"
        }
        let file = Fixture.root.appending(path: "docker-compose.yml").path

        let accepted = try Program.run("docker-compose", ["-f", file, "config", "--quiet"], environment: environment)
        environment["CURSOR_SECRET"] = ""
        let incomplete = try Program.run("docker-compose", ["-f", file, "config", "--quiet"], environment: environment)

        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(incomplete.errors.contains("CURSOR_SECRET"))
    }

    @Test func `its services are PostgreSQL, a migration, API and worker`() {
        #expect(compose.services == ["postgres", "migrate", "api", "worker"])
    }

    @Test(arguments: ["api", "worker"]) func `variables of a process are settings of the program`(service: String) {
        let known = Set(Setting.all.map(\.environmentName))

        #expect(!compose.variables(of: service).isEmpty)
        #expect(compose.variables(of: service).allSatisfy(known.contains))
    }

    @Test func `API and worker start with what compose gives them`() async throws {
        for service in ["api", "worker"] {
            let environment = compose.environment(of: service).mapValues(Self.asInstalled)
            let reader = try await SettingsReader(environment: environment)
            if service == "api" { _ = try APISettings(reader) } else { _ = try WorkerSettings(reader) }
        }
    }

    /// What a variable of the operator's comes to: its default, or a secret where there has to be one.
    private static func asInstalled(_ value: String) -> String {
        guard value.hasPrefix("${") else { return value }
        guard let mark = value.range(of: ":-") else { return String(repeating: "s", count: 32) }
        return String(value[mark.upperBound...].dropLast())
    }

    @Test func `variables of the migration are read by its scripts`() throws {
        let scripts = try Self.text("scripts/set-role-passwords") + Self.text("scripts/database")

        #expect(!compose.variables(of: "migrate").isEmpty)
        #expect(compose.variables(of: "migrate").allSatisfy(scripts.contains))
    }

    @Test func `ports that are published and asked for health are the configured ones`() {
        let api = compose.environment(of: "api")
        let worker = compose.environment(of: "worker")

        #expect(compose.text(of: "api").contains("127.0.0.1:8080:\(api["HTTP_PORT"] ?? "?")"))
        #expect(compose.text(of: "api").contains("http://127.0.0.1:\(api["ADMIN_PORT"] ?? "?")/readyz"))
        #expect(compose.text(of: "worker").contains("http://127.0.0.1:\(worker["WORKER_ADMIN_PORT"] ?? "?")/readyz"))
    }

    @Test func `the programs are products of the package and are in the image`() throws {
        let package = try Self.text("Package.swift")
        for program in [compose.command(of: "api"), compose.command(of: "worker"), "clientele"] {
            #expect(package.contains("name: \"\(program)\""))
            #expect(dockerfile.contains("--product \(program) ") || dockerfile.contains("--product \(program)\n"))
            #expect(dockerfile.contains(".build/release/\(program) "))
        }
        #expect(dockerfile.contains(compose.command(of: "migrate")))
    }

    @Test func `what the image copies is in the tree, and every target it names is one of its stages`() throws {
        let copies = dockerfile.split(separator: "\n").filter { $0.hasPrefix("COPY ") && !$0.contains("--from") }
        let sources = copies.flatMap { $0.split(separator: " ").dropFirst().dropLast().map(String.init) }

        #expect(!sources.isEmpty)
        for source in sources {
            #expect(FileManager.default.fileExists(atPath: Fixture.root.appending(path: source).path), "\(source)")
        }
        for stage in ["build", "runtime", "migrate"] {
            #expect(dockerfile.contains(" AS \(stage)\n"))
        }
        #expect(dockerfile.components(separatedBy: "USER clientele\n").count == 3)
    }
}

/// As much of YAML as our file uses: keys by indentation.
struct ComposeFile {
    private var blocks: [(service: String, lines: [Substring])] = []

    init(_ text: String) throws {
        let lines = text.split(separator: "\n").drop { $0 != "services:" }.dropFirst().prefix { $0.hasPrefix(" ") }
        for line in lines {
            if line.hasPrefix("  "), !line.hasPrefix("   ") {
                blocks.append((String(line.dropFirst(2).dropLast()), []))
            } else if !blocks.isEmpty {
                blocks[blocks.count - 1].lines.append(line)
            }
        }
    }

    var services: [String] { blocks.map(\.service) }

    func text(of service: String) -> String {
        blocks.first { $0.service == service }?.lines.joined(separator: "\n") ?? ""
    }

    func environment(of service: String) -> [String: String] {
        let lines = text(of: service).split(separator: "\n")
        let entries = lines.drop { $0 != "    environment:" }.dropFirst().prefix { $0.hasPrefix("      ") }
        return Dictionary(
            uniqueKeysWithValues: entries.map { entry in
                let parts = entry.split(separator: ": ", maxSplits: 1)
                return (parts[0].trimmingCharacters(in: .whitespaces), String(parts[1]).replacing("\"", with: ""))
            }
        )
    }

    func variables(of service: String) -> [String] {
        environment(of: service).keys.sorted()
    }

    /// The one word of `command: ["…"]`.
    func command(of service: String) -> String {
        let line = text(of: service).split(separator: "\n").first { $0.hasPrefix("    command: ") }
        return line.map { $0.split(separator: "\"")[1] }.map(String.init) ?? ""
    }
}
