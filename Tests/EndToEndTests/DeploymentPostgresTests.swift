import Foundation
import TestSupport
import Testing

@Suite struct DeploymentPostgresTests {
    private let script = Fixture.root.appending(path: "scripts/with-postgres").path

    @Test func `a private PostgreSQL has the schema, answers on this machine only, and is gone afterwards`() throws {
        let question = """
            echo "$TEST_DATABASE_URL"
            psql -Atc 'show unix_socket_directories'
            psql -Atc 'show listen_addresses'
            psql -At -d clientele_template -c 'select app.schema_version()'
            exit 7
            """

        let run = try Program.run(script, ["bash", "-c", question])
        let lines = run.output.split(separator: "\n").map(String.init)

        #expect(run.status == 7, "\(run.errors)")
        try #require(lines.count == 4, "\(run.output)\(run.errors)")
        #expect(lines[0].contains("@127.0.0.1:"))
        #expect(lines[0] != TestServer.shared.url.absoluteString)
        #expect(!FileManager.default.fileExists(atPath: lines[1]))
        #expect(lines[2] == "127.0.0.1")
        #expect(lines[3] == "1")
    }

    @Test func `passwords of the login roles are set from the environment`() throws {
        let question = """
            DATABASE_URL="postgresql://postgres:$PGPASSWORD@127.0.0.1:$PGPORT/clientele_template" \
                CLIENTELE_API_PASSWORD="it's new" "\(Fixture.root.path)/scripts/set-role-passwords"
            PGUSER=clientele_api PGPASSWORD="it's new" psql -At -d clientele_template -c 'select current_user'
            """

        let run = try Program.run(script, ["bash", "-ec", question]).checked()

        #expect(run.output == "clientele_api has its password.\nclientele_api\n")
    }

    @Test func `every target of the Makefile has a line of help`() throws {
        let makefile = try String(contentsOf: Fixture.root.appending(path: "Makefile"), encoding: .utf8)
        let phony = try #require(makefile.split(separator: "\n").first { $0.hasPrefix(".PHONY:") })

        let help = try Program.run("make", ["-C", Fixture.root.path, "--no-print-directory", "help"]).checked()

        for target in phony.split(separator: " ").dropFirst() {
            #expect(help.output.contains("  make \(target) "))
        }
    }
}
