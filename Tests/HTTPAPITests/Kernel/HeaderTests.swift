import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite struct HeaderTests {
    @Test(
        arguments: [
            (nil, true), ("", true), ("*/*", true), ("application/json", true), ("application/*;q=0.5", true),
            ("text/html, application/json;q=0.1", true), ("text/html", false), ("application/json;q=0", false),
            ("image/*", false),
        ] as [(String?, Bool)]
    )
    func `Accept decides whether JSON is welcome`(accept: String?, expected: Bool) {
        #expect(((try? MediaType.require("application/json", accept)) != nil) == expected)
    }

    @Test func `If-Match holds one strong tag`() throws {
        #expect(try ETag.version(ifMatch: nil) == nil)
        #expect(try ETag.version(ifMatch: " \"12\" ") == 12)
        for wrong in ["12", "W/\"12\"", "*", "\"x\"", "\"1\", \"2\"", "\"", ""] {
            #expect(throws: Problem.self) { try ETag.version(ifMatch: wrong) }
        }
    }

    @Test func `If-None-Match compares weakly`() {
        #expect(ETag.matches(ifNoneMatch: "\"3\"", 3))
        #expect(ETag.matches(ifNoneMatch: "\"1\", W/\"3\"", 3))
        #expect(ETag.matches(ifNoneMatch: "*", 3))
        #expect(!ETag.matches(ifNoneMatch: "\"33\"", 3))
    }

    @Test func `a usable request id is kept and any other replaced`() {
        #expect(RequestNames(headers: [.requestID: "abc-1"]).requestID == "abc-1")
        for unusable in ["", "a b", String(repeating: "x", count: 129), "é"] {
            #expect(RequestNames(headers: [.requestID: unusable]).requestID.utf8.count == 32)
        }
    }

    @Test func `a trace id is taken from traceparent only`() throws {
        let traceparent = try #require(HTTPField.Name("traceparent"))
        let trace = "0af7651916cd43dd8448eb211c80319c"
        #expect(RequestNames(headers: [traceparent: "00-\(trace)-b7ad6b7169203331-01"]).traceID == trace)
        for wrong in [
            "", "00-\(trace)", "01-\(trace)-b7ad6b7169203331-01",
            "00-\(String(repeating: "0", count: 32))-b7ad6b7169203331-01",
        ] {
            #expect(RequestNames(headers: [traceparent: wrong]).traceID != trace)
        }
    }
}
