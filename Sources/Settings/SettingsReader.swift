import Configuration
import SystemPackage

/// Reads settings from the environment and, behind it, from the file of `NAME=value` lines that `CLIENTELE_CONFIG` names.
///
/// Every value is checked; what is wrong is one `SettingsError`, which a process prints as one line and exits with 78.
public struct SettingsReader: Sendable {
    private let reader: ConfigReader

    /// A reader of this process's environment; another environment in tests.
    public init(environment: [String: String]? = nil) async throws(SettingsError) {
        let variables = environment.map { EnvironmentVariablesProvider(environmentVariables: $0) } ?? .init()
        let path = ConfigReader(provider: variables).string(forKey: ConfigKey(Setting.file.key))
        guard let path, !path.isEmpty else {
            reader = ConfigReader(provider: variables)
            return
        }
        do {
            let file = try await EnvironmentVariablesProvider(environmentFilePath: FilePath(path))
            reader = ConfigReader(providers: [variables, file])
        } catch {
            throw SettingsError(setting: .file, reason: "cannot be read: \(path)")
        }
    }

    /// The text of a setting; throws where it is missing or wrong.
    public func text(_ setting: Setting) throws(SettingsError) -> String {
        guard let value = try optionalText(setting) else {
            throw SettingsError(setting: setting, reason: "is not set")
        }
        return value
    }

    /// The text of a setting that may be missing; throws where it is wrong.
    public func optionalText(_ setting: Setting) throws(SettingsError) -> String? {
        guard let value = given(setting) ?? setting.defaultValue else { return nil }
        if let fault = setting.fault(of: value) { throw SettingsError(setting: setting, reason: fault) }
        return value
    }

    /// The number of a setting.
    public func integer(_ setting: Setting) throws(SettingsError) -> Int {
        guard let number = Int(try text(setting)) else {
            throw SettingsError(setting: setting, reason: "must be a whole number")
        }
        return number
    }

    /// What somebody said; an empty text says nothing.
    private func given(_ setting: Setting) -> String? {
        let text = reader.string(forKey: ConfigKey(setting.key), isSecret: setting.isSecret)
        return text?.isEmpty == true ? nil : text
    }
}

/// A setting that is missing or wrong.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The setting.
    public let setting: Setting
    /// What is wrong; never quotes the value of a secret.
    public let reason: String

    /// One line for people.
    public var description: String { "\(setting.environmentName) \(reason). It is: \(setting.meaning)." }

    /// The exit code for bad configuration, EX_CONFIG of sysexits.h.
    public static let exitCode: Int32 = 78
}
