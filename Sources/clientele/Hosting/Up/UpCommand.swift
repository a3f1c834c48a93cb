import ArgumentParser
import Foundation

/// Starts everything on one machine: PostgreSQL, schema, demo agency, API and worker.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start a private PostgreSQL (or use DATABASE_URL), a demo agency, the API and the worker.",
        discussion: """
            Everything is kept in .clientele/ and found again the next time. Ctrl-C stops what was started. \
            Remove .clientele/ to start afresh.
            """
    )

    private static let services = ["clientele-api", "clientele-worker"]

    func run() async throws {
        let installation = try Installation.find()
        try installation.makeState()
        let lock = try UpLock(installation)
        defer { lock.release() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.serve(installation) }
            group.addTask { await StopSignal.wait() }
            // Serving never ends well by itself: the first to end is the signal, or what went wrong.
            try await group.next()
            Terminal.say(
                "\nStopping.",
                "\n正在停止。"
            )
            group.cancelAll()
            // What was interrupted says so, and that is no news.
            while let result = await group.nextResult() { _ = result }
        }
    }

    private static func serve(_ installation: Installation) async throws {
        for name in services { try await Leftover(name: name, installation: installation).stop() }
        let ports = try await ListeningPorts.check(installation)
        guard let text = ProcessInfo.processInfo.environment["DATABASE_URL"], !text.isEmpty else {
            let cluster = try await PrivateCluster.prepare(installation)
            do {
                try await cluster.start()
                Terminal.say(
                    "PostgreSQL listens on \(cluster.address.place); its data is \(cluster.folder.path).",
                    "PostgreSQL 正在监听 \(cluster.address.place)，数据在 \(cluster.folder.path)。"
                )
                try await serve(installation, at: cluster.address, ports)
            } catch {
                await stop(cluster)
                throw error
            }
            return
        }
        let address = try DatabaseAddress(text)
        Terminal.say(
            "Using the PostgreSQL at \(address.place).",
            "使用 \(address.place) 的 PostgreSQL。"
        )
        try await serve(installation, at: address, ports)
    }

    private static func stop(_ cluster: PrivateCluster) async {
        do {
            try await cluster.stop()
        } catch {
            Terminal.say(
                "PostgreSQL in \(cluster.folder.path) did not stop. \(error)",
                "\(cluster.folder.path) 中的 PostgreSQL 未能停止。\(error)"
            )
        }
    }

    private static func serve(
        _ installation: Installation,
        at address: DatabaseAddress,
        _ ports: ListeningPorts
    ) async throws {
        try await SchemaDeployment(installation: installation, address: address).run()
        var settings = try LocalSettings.load(installation)
        try await LoginRoles.establish(at: address, in: &settings)
        try settings.write(to: installation)
        Terminal.say(
            "The schema is deployed; addresses and secrets are in \(installation.settings.path).",
            "数据库结构已部署；地址和密钥在 \(installation.settings.path)。"
        )

        let demo = try await Demo.host(installation, url: ports.url)
        try await demo.score()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in services {
                let service = Service(name: name, installation: installation)
                group.addTask { try await service.run() }
            }
            group.addTask {
                try await Readiness.wait(on: [ports.apiAdmin, ports.workerAdmin])
                try await demo.introduce()
            }
            // The introduction ends; a service that ends has failed and stops the rest.
            try await group.waitForAll()
        }
    }
}
