import Foundation

/// `.clientele/settings.json`: the configuration file that API, worker and the other commands read when it exists. What
/// somebody wrote into it besides stays as it is.
struct LocalSettings {
    private var contents: [String: Any]

    /// What the last run left, or else fresh secrets and nothing more.
    static func load(_ installation: Installation) throws -> LocalSettings {
        let file = installation.settings
        guard FileManager.default.fileExists(atPath: file.path) else {
            return LocalSettings(contents: ["cursor": ["secret": Secret.random()], "webhook": ["key": Secret.random()]])
        }
        guard let contents = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] else {
            throw UpError("\(file.path) is not a JSON object; mend it, or remove it to start afresh.")
        }
        return LocalSettings(contents: contents)
    }

    func write(to installation: Installation) throws {
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = try JSONSerialization.data(withJSONObject: contents, options: options)
        try PrivateFile.write(text + Data("\n".utf8), to: installation.settings)
    }

    /// The address of `database.<role>.url`.
    func address(of role: String) -> String? {
        let roles = contents["database"] as? [String: Any]
        return (roles?[role] as? [String: Any])?["url"] as? String
    }

    /// Sets `database.<role>.url`; nil takes it out.
    mutating func setAddress(_ url: String?, of role: String) {
        var roles = contents["database"] as? [String: Any] ?? [:]
        roles[role] = url.map { ["url": $0] }
        contents["database"] = roles
    }

    /// The password that a role has had so far.
    func password(of role: String) -> String? {
        // An address that cannot be read has none; the role gets a new one.
        address(of: role).flatMap { try? DatabaseAddress($0).password }
    }
}
