import Foundation

/// The login roles of the processes: each has a random password, remembered between runs.
enum LoginRoles {
    private static let all = ["api", "worker", "hosting", "operator"]

    /// Gives each role its password and writes the roles' addresses into the settings.
    ///
    /// Where the environment already names the address of a role, a DBA looks after that role: it is left alone.
    static func establish(
        at address: DatabaseAddress,
        in settings: inout LocalSettings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
        var script = ""
        var secrets: [String: String] = [:]
        for role in all {
            guard environment["DATABASE_\(role.uppercased())_URL"] == nil else {
                settings.setAddress(nil, of: role)
                continue
            }
            let password = settings.password(of: role) ?? Secret.random()
            let variable = "CLIENTELE_PASSWORD_\(role.uppercased())"
            secrets[variable] = password
            script += "\\getenv password \(variable)\nalter role clientele_\(role) password :'password';\n"
            settings.setAddress(address.with(user: "clientele_\(role)", password: password).url, of: role)
        }
        try await Psql(address: address).run(script, environment: secrets)
    }
}
