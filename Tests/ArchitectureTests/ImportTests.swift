import Testing

@Suite struct ImportTests {
    /// What each target may import; the package manager lets transitive imports through, this list does not.
    static let allowed: [String: Set<String>] = [
        "Postgres": ["CLibPQ", "FoundationEssentials", "Glibc", "Logging", "Metrics", "Synchronization"],
        "Domain": ["Darwin", "FoundationEssentials", "Glibc"],
        "Outbound": [
            "AsyncHTTPClient", "Domain", "FoundationEssentials", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
        ],
        "SignOn": ["Crypto", "Domain", "FoundationEssentials", "JWTKit", "Outbound", "Synchronization"],
        "Store": ["Crypto", "Domain", "FoundationEssentials", "Logging", "Postgres", "Synchronization"],
        "Settings": ["Configuration", "FoundationEssentials", "Glibc", "Logging", "SystemPackage"],
        "Telemetry": [
            "CoreMetrics", "FoundationEssentials", "Glibc", "Hummingbird", "Logging", "NIOCore", "ServiceLifecycle",
            "Synchronization",
        ],
        "Daemon": ["Glibc", "Logging", "ServiceLifecycle", "Settings", "Store", "Telemetry", "UnixSignals"],
        "HTTPAPI": [
            "CSodium", "Crypto", "Dispatch", "Domain", "FoundationEssentials", "Glibc", "HTTPTypes", "Hummingbird",
            "HummingbirdCore", "Logging",
            "Metrics",
            "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "ServiceLifecycle", "SignOn", "Store", "Synchronization",
            "Telemetry",
        ],
        "Jobs": [
            "AsyncHTTPClient", "Crypto", "Domain", "FoundationEssentials", "Glibc", "Logging", "Metrics", "NIOCore",
            "NIOHTTP1", "NIOPosix", "NIOSSL", "Outbound", "ServiceLifecycle", "Store", "Subprocess", "Synchronization",
            "SystemPackage",
        ],
    ]

    @Test(arguments: allowed.keys.sorted()) func `a target imports what its place allows`(target: String) throws {
        for file in try SourceTree.files(under: "Sources/\(target)", extension: "swift") {
            let imports = file.text.split(separator: "\n").compactMap(Self.importedModule)
            let strangers = Set(imports).subtracting(Self.allowed[target] ?? [])
            #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted())")
        }
    }

    @Test func `one file outside the rules of concurrency`() throws {
        let exceptions = try SourceTree.files(under: "Sources", extension: "swift")
            .filter { $0.text.contains("@unchecked Sendable") || $0.text.contains("nonisolated(unsafe)") }
        #expect(exceptions.map(\.path) == ["Sources/Postgres/Handle.swift"])
    }

    @Test func `raw pointers of libpq stay inside Postgres`() throws {
        let leaks = try SourceTree.files(under: "Sources", extension: "swift")
            .filter { !$0.path.hasPrefix("Sources/Postgres/") && $0.text.contains("OpaquePointer") }
        #expect(leaks.map(\.path) == [])
    }

    @Test func `no regular expression reads text from outside`() throws {
        let users = try SourceTree.files(under: "Sources", extension: "swift").filter { file in
            ["Regex<", "Regex(", "NSRegularExpression", "import RegexBuilder"].contains { file.text.contains($0) }
        }
        #expect(users.map(\.path) == [])
    }

    static func importedModule(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else { return nil }
        guard index == 0 || ["public", "package", "internal", "private", "@testable"].contains(String(words[0])) else {
            return nil
        }
        let name = words[index + 1] == "struct" || words[index + 1] == "enum" ? words[index + 2] : words[index + 1]
        return String(name.split(separator: ".")[0])
    }
}
