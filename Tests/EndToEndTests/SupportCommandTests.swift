import Foundation
import TestSupport
import Testing

/// The operator's way to let the agency's people into a company.
@Suite struct SupportCommandTests {
    @Test func `the operator gives, lists and ends a support grant`() async throws {
        let installation = try Installation()
        let shops = try TwoShops(installation)
        let helper = "helper@agency.example"
        try installation.clientele("agency", "admit", "--name", "Helper", "--email", helper).checked()
        func give(_ permission: String, to person: String = helper) throws -> Program {
            try installation.clientele(
                "support",
                "give",
                "--company",
                "tea",
                "--person",
                person,
                "--reason",
                "An import fails",
                "--permissions",
                permission,
                "--json"
            )
        }
        #expect(try give("people:write").status == 1)
        #expect(try give("work:read", to: "agent@tea.example").status == 1)
        let given = try JSON(parsing: Data(give("customers:read").checked().output.utf8))
        let id = try #require(given["id"].string)
        #expect(given["state"].string == "live" && given["expires_at"].string != nil)
        let listed = try installation.json("support", "list", "--company", "tea").array
        #expect(listed.map { $0["id"].string } == [id])
        #expect(try installation.json("support", "list", "--company", "records").array.isEmpty)

        try await installation.start(["clientele-api"])
        let key = try #require(
            try installation.json("key", "create", "--person", helper, "--name", "test")["secret"].string
        )
        let client = installation.api(key)
        _ = try await client.get(shops.tea.path("customers")).expecting(200)
        _ = try await client.get(shops.records.path("customers")).expecting(404)
        #expect(try installation.json("support", "end", "--company", "tea", id)["state"].string == "ended")
        _ = try await client.get(shops.tea.path("customers")).expecting(404)
        try installation.remove()
    }
}
