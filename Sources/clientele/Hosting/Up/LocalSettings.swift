import Foundation
import Settings

/// `.clientele/settings.env`: the configuration file that API, worker and the other commands read when it exists. What
/// somebody wrote into it besides stays as it is.
struct LocalSettings {
    private var lines: [String]

    /// What the last run left, with fresh secrets where it has none yet.
    static func load(_ installation: Installation) throws -> LocalSettings {
        let file = installation.settings
        let text =
            FileManager.default.fileExists(atPath: file.path) ? try String(contentsOf: file, encoding: .utf8) : ""
        var settings = LocalSettings(
            lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        )
        for secret in [Setting.cursorSecret, .webhookKey, .identityKey]
        where settings.value(of: secret.environmentName) == nil {
            settings.set(secret.environmentName, Secret.random())
        }
        return settings
    }

    func write(to installation: Installation) throws {
        let text = lines.joined(separator: "\n")
        try PrivateFile.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8), to: installation.settings)
    }

    /// The address of a role, `DATABASE_<ROLE>_URL`.
    func address(of role: String) -> String? {
        value(of: Self.name(of: role))
    }

    /// Sets the address of a role; nil takes it out.
    mutating func setAddress(_ url: String?, of role: String) {
        set(Self.name(of: role), url)
    }

    /// The password that a role has had so far.
    func password(of role: String) -> String? {
        // An address that cannot be read has none; the role gets a new one.
        address(of: role).flatMap { try? DatabaseAddress($0).password }
    }

    private static func name(of role: String) -> String { "DATABASE_\(role.uppercased())_URL" }

    private func value(of name: String) -> String? {
        lines.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    private mutating func set(_ name: String, _ value: String?) {
        lines.removeAll { $0.hasPrefix(name + "=") }
        if let value { lines.insert("\(name)=\(value)", at: 0) }
    }
}
