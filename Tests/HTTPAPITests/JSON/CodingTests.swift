import Domain
import Foundation
import Testing

@testable import HTTPAPI

@Suite struct CodingTests {
    private struct Thing: Codable, Equatable {
        var customerID = Company.ID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0xAB)))
        var plainUUID = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0xAB))
        var at = Date(timeIntervalSince1970: 0)
        var day = CalendarDate(dayNumber: 0)
        var price = Money(amountMinor: 1250, currency: .cny)
        var note: String?
        var parts = [1, 2]
        var byName = ["firstName": 1]
        var nested = Nested()

        struct Nested: Codable, Equatable {
            var isOpen = true
            var ratio = 0.5
        }
    }

    private let text = """
        {"customer_id":"01020304-0506-0708-090a-0b0c0d0e0fab","plain_uuid":"01020304-0506-0708-090a-0b0c0d0e0fab",\
        "at":"1970-01-01T00:00:00Z","day":"1970-01-01","price":{"amount_minor":1250,"currency":"CNY"},"parts":[1,2],\
        "by_name":{"firstName":1},"nested":{"is_open":true,"ratio":0.5}}
        """

    @Test func `bodies are written in snake_case, without what is nil`() throws {
        #expect(String(decoding: try JSONOutput.bytes(Thing()), as: UTF8.self) == text)
    }

    @Test func `what was written is read again`() throws {
        #expect(try JSONInputDecoder.decode(Thing.self, from: JSONParser.parse(Array(text.utf8))) == Thing())
    }

    @Test(arguments: [
        ("name", "name"), ("customerID", "customer_id"), ("amountMinor", "amount_minor"), ("URLPath", "url_path"),
        ("line2", "line2"), ("isOK", "is_ok"),
    ])
    func `a run of capitals is one word on the wire`(property: String, wire: String) {
        #expect(WireName.of(property) == wire)
    }

    private struct Patch: Decodable {
        let note: Change<String>
        let title: String?
    }

    @Test func `a change tells absent from null from a value`() throws {
        let absent = try JSONInputDecoder.decode(Patch.self, from: [:])
        let null = try JSONInputDecoder.decode(Patch.self, from: ["note": .null, "title": .null])
        let value = try JSONInputDecoder.decode(Patch.self, from: ["note": "x", "title": "y"])
        #expect(absent.note == .keep && absent.title == nil)
        #expect(null.note == .clear && null.title == nil)
        #expect(value.note == .set("x") && value.title == "y")
    }
}
