import Foundation
import Settings

/// Where API and worker will listen.
struct ListeningPorts {
    let api: Int
    let apiAdmin: Int
    let workerAdmin: Int

    /// Where callers find the API.
    var url: String { "http://127.0.0.1:\(api)" }

    /// Reads the ports from the settings and makes sure that nobody listens there yet.
    static func check(_ installation: Installation) async throws -> ListeningPorts {
        let reader = try await installation.reader()
        for setting in [Setting.httpPort, .adminPort, .workerAdminPort] {
            let port = try reader.integer(setting)
            guard Port.isFree(port) else {
                throw UpError(
                    "Port \(port) is in use; stop what listens there or set \(setting.environmentName) to another port.",
                    "端口 \(port) 已被占用；请停止占用它的程序，或将 \(setting.environmentName) 设为其他端口。"
                )
            }
        }
        return ListeningPorts(
            api: try reader.integer(.httpPort),
            apiAdmin: try reader.integer(.adminPort),
            workerAdmin: try reader.integer(.workerAdminPort)
        )
    }
}

extension Installation {
    /// The settings as the processes started here will read them.
    func reader() async throws -> SettingsReader {
        var environment = ProcessInfo.processInfo.environment
        environment[Setting.file.environmentName] =
            FileManager.default.fileExists(atPath: settings.path) ? settings.path : nil
        return try await SettingsReader(environment: environment)
    }
}
