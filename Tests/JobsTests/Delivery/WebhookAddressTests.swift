import Domain
import Foundation
import NIOSSL
import Outbound
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct WebhookAddressTests {
    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00:ec2::254", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
    ])
    func `a name that leads to an address that is not public is not connected to`(address: String) async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let url = receiver.url("/ok", scheme: "https", host: "hooks.example")
            let webhook = try await shop.webhook(receiver, "/ok", url: url)
            try await shop.addCustomer()
            var client = WebhookClient(networks: AllowedNetworks())
            client.lookUp = { _, _ in [try #require(NetworkAddress(address))] }
            try await withDeliveries(client: client) {
                try await soon("it is refused") { try await shop.attempts(webhook).first?.outcome == .blocked }
            }
            #expect(try await shop.attempts(webhook).first?.address == nil)
            #expect(try receiver.received(at: "/ok").isEmpty)
        }
    }

    @Test(arguments: ["localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
    func `this machine is found behind every way to write it`(host: String) async throws {
        let url = try #require(WebURL("https://\(host)/"))
        let found = try await HostLookup.addresses(of: url.host, within: .seconds(30))
        #expect(!found.isEmpty && found.allSatisfy { !$0.isPublic })
    }

    @Test func `the connection goes to the address that was checked, under the host's own name`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // left to the system's cleaning otherwise
        try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=hooks.example", "-addext", "subjectAltName=DNS:hooks.example",
                "-keyout", "\(folder)/key.pem", "-out", "\(folder)/certificate.pem",
            ]
        ).checked()
        let receiver = try await WebhookReceiver(certificate: "\(folder)/certificate.pem", key: "\(folder)/key.pem")
        defer { receiver.stop() }
        let shop = try await WebhookShop()
        let url = receiver.url("/ok/tls", scheme: "https", host: "hooks.example")
        let webhook = try await shop.webhook(receiver, "/ok/tls", url: url)
        try await shop.addCustomer()
        var client = WebhookClient(networks: AllowedNetworks(named: [try #require(NetworkRange("127.0.0.1"))]))
        client.tls.additionalTrustRoots = [.file("\(folder)/certificate.pem")]
        client.lookUp = { _, _ in [try #require(NetworkAddress("127.0.0.1"))] }
        try await withDeliveries(client: client) {
            try await soon("it arrives") { try await shop.deliveries(webhook).first?.state == .delivered }
        }
        #expect(receiver.note("sni") == "hooks.example")
        #expect(try receiver.received(at: "/ok/tls").map(\.host) == ["hooks.example:\(receiver.port)"])
        #expect(try receiver.received(at: "/ok/tls").allSatisfy(\.verified))
    }
}
