import Daemon
import HTTPAPI
import Settings

/// The process of the HTTP API.
@main
enum ClienteleAPI {
    private static let name = "clientele-api"

    static func main() async {
        if CommandLine.arguments.dropFirst() == ["--print-openapi"] {
            print(API.document)
            return
        }
        await Daemon.main(name) { try await serve(APISettings(await SettingsReader())) }
    }

    private static func serve(_ settings: APISettings) async throws {
        let daemon = try Daemon(name, settings.daemon)
        let quotas = QuotaLimits(key: settings.quotaKey, company: settings.quotaCompany)
        let webhooks = WebhookPermits(key: settings.daemon.webhookKey, networks: settings.daemon.webhookNetworks)
        let api = API(
            database: daemon.database,
            connections: settings.daemon.poolSize,
            cursorSecret: settings.cursorSecret,
            quotas: quotas,
            webhooks: webhooks,
            proxies: settings.proxies,
            publicURL: settings.daemon.publicURL,
            identityKey: settings.identityKey,
            signOnNetworks: settings.signOnNetworks
        )
        let server = APIServer(api, host: settings.daemon.host, port: settings.port, logger: daemon.logger)
        try await daemon.run([server])
    }
}
