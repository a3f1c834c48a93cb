import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// What an intruder sends: every operation that takes a body refuses it with 400, 413 or 422, and never breaks.
@Suite(.database) struct HostileInputTests {
    private static let bodies: [(name: String, bytes: [UInt8])] = [
        ("nothing", []),
        ("NUL in a text", Array(#"{"name": "a\u0000b"}"#.utf8)),
        ("a raw NUL", Array("{\"name\": \"a\0b\"}".utf8)),
        ("a lone high surrogate", Array(#"{"name": "\ud800"}"#.utf8)),
        ("a lone low surrogate", Array(#"{"name": "\udc00x"}"#.utf8)),
        ("invalid UTF-8", [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D]),
        ("arrays 10,000 deep", Array(repeating: UInt8(ascii: "["), count: 10_000)),
        ("objects 10,000 deep", Array(String(repeating: #"{"a":"#, count: 10_000).utf8)),
        ("a number beyond every number", Array(#"{"name": 1e999}"#.utf8)),
        ("a whole number beyond 64 bits", Array(#"{"name": 92233720368547758079}"#.utf8)),
        ("the same name twice", Array(#"{"name": "a", "name": "b"}"#.utf8)),
        ("2 MiB and one byte", Array(repeating: UInt8(ascii: " "), count: 2 * 1024 * 1024 + 1)),
        ("something behind the end", Array(#"{} {}"#.utf8)),
        ("no JSON", Array("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>".utf8)),
    ]

    private func path(_ endpoint: Endpoint, _ company: Company.ID) -> String {
        endpoint.fullPath.split(separator: "/", omittingEmptySubsequences: false)
            .map {
                $0 == ":company" ? company.description : $0.hasPrefix(":") ? UUID().uuidString.lowercased() : String($0)
            }
            .joined(separator: "/")
    }

    @Test func `every operation with a body refuses what is no good body`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            for endpoint in Routes.all where endpoint.input?.mediaTypes == ["application/json"] {
                let caller = endpoint.root == .agency ? agency : owner
                for (name, bytes) in Self.bodies {
                    let reply = try await caller.send(
                        endpoint.method,
                        path(endpoint, company.id),
                        bytes,
                        headers: [.contentType: "application/json", .ifMatch: "\"1\""]
                    )
                    #expect([400, 413, 422].contains(reply.status), "\(endpoint.id): \(name) is \(reply.status)")
                }
            }
        }
    }

    private static let injections = [
        "'; drop table app.customers; --", "\" or 1=1 --", "$1", "\\x27", "%", "_", "%00", "../../../etc/passwd",
        "{{7*7}}", "${jndi:ldap://x}", "=cmd|' /C calc'!A0", "\u{202E}txt.exe", "𝕏", "王小明", "'", "\\",
    ]

    @Test(arguments: HostileInputTests.injections)
    func `a text is a text, whatever it says`(text: String) async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers"
            let made = try await manager.post(path, ["name": .string(text), "kind": "person", "note": .string(text)])
            #expect(made.status == 201)
            let read = try await manager.get(path + "/" + (try made.text("id")))
            #expect(try read.text("name") == text && read.text("note") == text)
            let asked = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            for query in ["?q=\(asked)", "?tier=\(asked)"] {
                #expect(try await manager.get(path + query).status < 500, "\(query)")
            }
            #expect(try await manager.get(path + "?cursor=\(asked)").status == 400)
            #expect([404, 422].contains(try await manager.get(path + "/\(asked)").status))
        }
    }

    /// A value that a schema allows, with this text wherever a text may stand.
    private func filled(_ schema: JSON, _ text: String) -> JSON {
        if let choice = schema["enum"]?.elements.first { return choice }
        if let items = schema["items"] { return [filled(items, text)] }
        if let properties = schema["properties"]?.members {
            return .object(properties.map { .init(name: $0.name, value: filled($0.value, text)) })
        }
        let type = schema["type"]?.text ?? schema["type"]?.elements.first?.text
        return type == "string" ? .string(text) : type == "boolean" ? true : schema["minimum"] ?? 1
    }

    @Test(arguments: HostileInputTests.injections)
    func `no operation breaks on a text, in whatever field it stands`(text: String) async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            let asked = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            for endpoint in Routes.all where endpoint.input?.mediaTypes != ["text/csv"] {
                let caller = endpoint.root == .agency ? agency : owner
                let query = endpoint.filters.map { "\($0.name)=\(asked)" }.joined(separator: "&")
                for query in [query.isEmpty ? "" : "?" + query, ""] {
                    let reply = try await caller.ask(
                        endpoint.method,
                        path(endpoint, company.id) + query,
                        endpoint.input.map { filled($0.schema, text) },
                        headers: [.ifMatch: "\"1\""]
                    )
                    #expect(reply.status < 500, "\(endpoint.id) is \(reply.status)")
                }
            }
        }
    }

    @Test func `a query that is no query is refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers"
            for query in ["?q=%00", "?q=%ff", "?q=%ed%a0%80", "?q=%", "?limit=1e3", "?limit=0x1", "?limit=1&limit=2"] {
                #expect([400, 422].contains(try await manager.get(path + query).status), "\(query)")
            }
        }
    }
}
