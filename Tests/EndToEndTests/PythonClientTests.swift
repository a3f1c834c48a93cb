import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// An integrator who has nothing but the served document: a public generator (openapi-python-client, which
/// `scripts/install-packages test` installs) makes a client of it, and that turns the loop over the real processes.
@Suite struct PythonClientTests {
    private static let tools = Fixture.root.appending(path: ".clientele/client/bin")
    private static let fixtures = Fixture.root.appending(path: "Tests/Fixtures/client")

    @Test func `a client generated from the document alone turns the loop`() async throws {
        let installation = try Installation()
        try installation.clientele("agency", "create", "Northern Agency").checked()
        let email = "owner@agency.example"
        try installation.clientele("agency", "admit", "--name", "Owner", "--email", email, "--role", "owner").checked()
        let key = try #require(
            try installation.json("key", "create", "--person", email, "--name", "client")["secret"].string
        )
        try await installation.start()
        let served = "http://127.0.0.1:\(installation.port)"

        let url = try #require(URL(string: served + "/openapi.json"))
        let document = try await URLSession.shared.data(from: url).0
        let file = try installation.file("openapi.json", String(decoding: document, as: UTF8.self))
        let generated = try Program.run(
            Self.tools.appending(path: "openapi-python-client").path,
            [
                "generate", "--path", file, "--config", Self.fixtures.appending(path: "generator.yaml").path,
                "--meta", "none", "--output-path", installation.path("clientele_api"), "--fail-on-warning",
            ]
        ).checked()
        #expect(!generated.output.contains("WARNING"), "\(generated.output)")

        let run = try Program.run(
            Self.tools.appending(path: "python").path,
            [Self.fixtures.appending(path: "loop.py").path, served, key],
            environment: ["PYTHONPATH": installation.path("")]
        ).checked()
        let figures = try JSON(parsing: Data(run.output.utf8))
        #expect(figures["inserted"].int == 60 && figures["rejected"].int == 1, "\(figures)")
        // Customer 19 ordered five times for 29.50.
        #expect(figures["order_count"].int == 5 && figures["monetary_minor"].int == 14_750, "\(figures)")
        #expect(figures["completed"].string == "done" && figures["done_tasks"].int == 1, "\(figures)")
        #expect(figures["interactions"].int == 1, "\(figures)")
        #expect(figures["stranger"].int == 404 && figures["theirs"].int == 0, "\(figures)")
        try installation.remove()
    }
}
