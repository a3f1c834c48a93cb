import TestSupport
import Testing

@testable import Postgres

@Suite struct ListenerTests {
    @Test func `what is said is heard, and after an interruption it listens again`() async throws {
        let name = "listener test"
        let channel = "listener_test"
        let settings = ServerSettings(address: TestServer.shared.address(of: "postgres"), applicationName: name)
        let listener = Listener(settings, channels: [channel], logger: quietLogger)
        var events = listener.events().makeAsyncIterator()

        #expect(await events.next() == .listening)
        try TestServer.shared.psql("notify \(channel), 'one'", on: "postgres")
        #expect(await events.next() == heard(channel, "one"))

        try TestServer.shared.psql(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '\(name)'",
            on: "postgres"
        )
        #expect(await events.next() == .listening)
        try TestServer.shared.psql("notify \(channel)", on: "postgres")
        #expect(await events.next() == heard(channel, ""))
    }

    @Test func `dropping the stream closes the connection`() async throws {
        let name = "listener dropped"
        let settings = ServerSettings(address: TestServer.shared.address(of: "postgres"), applicationName: name)
        for await event in Listener(settings, channels: ["x"], logger: quietLogger).events() where event == .listening {
            break
        }

        try await eventually("the listener's backend ends") {
            try TestServer.shared.psql(
                "select count(*) from pg_stat_activity where application_name = '\(name)'",
                on: "postgres"
            ) == "0"
        }
    }

    private func heard(_ channel: String, _ payload: String) -> Listener.Event {
        .notification(ServerNotification(channel: channel, payload: payload))
    }
}
