import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct ImportEndpointsTests {
    private func post(
        _ text: String,
        to path: String,
        by caller: Caller,
        key: String? = "one",
        type: String = "text/csv; charset=utf-8"
    ) async throws -> Reply {
        var headers: HTTPFields = [.contentType: type]
        if let key { headers[.idempotencyKey] = key }
        if let secret = caller.key { headers[.authorization] = "Bearer \(secret)" }
        let response = try await caller.client.execute(
            uri: path,
            method: .post,
            headers: headers,
            body: ByteBuffer(string: text)
        )
        return Reply(
            status: response.status.code,
            headers: response.headers,
            body: Array(response.body.readableBytesView)
        )
    }

    @Test func `an upload is kept and answered by an operation`() async throws {
        let company = try await Factory.company()
        let base = "/v1/companies/\(company.id)/imports"
        let text = "who;date;amount\n" + (0..<60_000).map { "C-\($0);2026-01-01;1\n" }.joined()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager)
            let path = "\(base)?file_name=orders.csv&delimiter=semicolon&customer_column=who"
            let reply = try await post(text, to: path, by: manager)
            #expect(reply.status == 202)
            #expect(
                try reply.headers[.location] == "/v1/companies/\(company.id)/operations/\(reply.text("operation_id"))"
            )
            #expect(
                try (reply.text("state"), reply.text("file_name"), reply.text("source")) == (
                    "running", "orders.csv", "import"
                )
            )
            let id = try reply.text("id")
            let kept = try testDatabase.psql(
                "select sum(octet_length(bytes)) from app.import_chunks where import_id = '\(id)'"
            )
            #expect(kept == String(text.utf8.count))
            let payload = try testDatabase.psql("select payload from app.jobs where company_id = '\(company.id)'")
            #expect(
                payload.contains(id) && payload.contains(#""customer": "who""#) && payload.contains(#""delimiter": 59"#)
            )

            let again = try await post(text, to: path, by: manager)
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(try again.text("id") == id)
            #expect(try await manager.get("\(base)/\(id)").text("state") == "running")
            #expect(try await manager.get(base).json["items"]?.elements.count == 1)
            #expect(try await manager.get("\(base)/\(id)/rejects").json["items"]?.elements.isEmpty == true)
        }
    }

    @Test func `an upload needs a right, a media type and a key`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let base = "/v1/companies/\(ours.id)/imports"
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(ours.manager)
            #expect(try await post("x", to: base, by: client.stranger).status == 401)
            #expect(try await post("x", to: base, by: client.caller(ours.agent)).status == 403)
            #expect(try await post("x", to: base, by: client.caller(theirs.manager)).status == 404)
            #expect(try await post("x", to: base, by: manager, type: "application/json").status == 415)
            #expect(try await post("x", to: base, by: manager, key: nil).status == 400)
            #expect(try await post("x", to: "\(base)?delimiter=space", by: manager).status == 422)
        }
        #expect(try testDatabase.psql("select count(*) from app.imports where company_id = '\(ours.id)'") == "0")
    }
}
