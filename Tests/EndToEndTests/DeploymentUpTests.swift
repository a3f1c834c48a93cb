import Foundation
import TestSupport
import Testing

/// `clientele up` as `make up` runs it, in a folder of its own with a PostgreSQL of its own.
@Suite(.serialized) struct DeploymentUpTests {
    @Test func `it hosts the demo, stops everything, and goes on with the same data and keys`() async throws {
        let place = try DemoPlace()
        defer { place.remove() }
        let up = try await place.up()

        let demo = try JSON(parsing: Data(contentsOf: place.demo))
        let mode = try FileManager.default.attributesOfItem(atPath: place.demo.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(demo["companies"].array.count == 2)
        let companies = demo["companies"].array.compactMap { $0["id"].string }

        // The first company's agent serves both companies.
        let worklist = try await place.ask(demo, 0, "agent_key", "/v1/me/worklist").expecting(200)
        #expect(!worklist["items"].array.isEmpty)

        // The second company's people see nothing of the first.
        for key in ["manager_key", "agent_key"] {
            let strange = try await place.ask(demo, 1, key, "/v1/companies/\(companies[0])/customers")
            #expect(strange.status == 404)
        }
        for (number, company) in companies.enumerated() {
            let progress = try await place.ask(demo, number, "manager_key", "/v1/companies/\(company)/progress")
            #expect(progress.status == 200, "\(progress.body)")
        }

        #expect(up.interrupt() == 0)
        #expect(!place.isServed)

        let keys = try Data(contentsOf: place.demo)
        let again = try await place.up()
        #expect(try Data(contentsOf: place.demo) == keys)
        #expect(try await place.ask(demo, 0, "manager_key", "/v1/companies/\(companies[0])/customers").status == 200)
        #expect(again.interrupt() == 0)
        #expect(!place.isServed)
    }

    @Test func `with DATABASE_URL it starts no PostgreSQL of its own`() async throws {
        let place = try DemoPlace()
        defer { place.remove() }

        let up = try await place.upOnOtherServer()

        #expect(!FileManager.default.fileExists(atPath: place.cluster.path))
        #expect(up.stop() == 143)
        #expect(!place.isServed)
    }

    @Test func `a port in use is one clear line`() throws {
        let place = try DemoPlace()
        defer { place.remove() }
        let listener = try Listener()
        defer { listener.close() }

        let run = try place.run(["HTTP_PORT": String(listener.port)])

        #expect(run.status == 1)
        #expect(
            run.errors
                == "Error: Port \(listener.port) is in use; stop what listens there or set HTTP_PORT to another port.\n"
        )
    }

    @Test func `a wrong setting is one clear line and exit code 78`() throws {
        let place = try DemoPlace()
        defer { place.remove() }

        let run = try place.run(["HTTP_PORT": "eighty"])

        #expect(run.status == 78)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("HTTP_PORT"))
    }
}
