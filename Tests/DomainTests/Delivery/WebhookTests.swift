import Domain
import Testing

@Suite struct WebhookTests {
    @Test(arguments: [
        ("https://hooks.example/in", "hooks.example", 443, "/in"),
        ("HTTPS://Hooks.Example:8443", "hooks.example", 8443, "/"),
        ("http://127.0.0.1:9000/a?b=c", "127.0.0.1", 9000, "/a?b=c"),
        ("https://[2606:4700::1111]/x", "2606:4700::1111", 443, "/x"),
        ("https://hooks.example?x=1", "hooks.example", 443, "/?x=1"),
    ])
    func `an address is read in one way only`(text: String, host: String, port: Int, target: String) throws {
        let url = try #require(WebURL(text))
        #expect(url.host == host && url.port == port && url.target == target)
    }

    @Test(arguments: [
        "", "hooks.example", "ftp://hooks.example/", "https:///x", "https://user@hooks.example/",
        "https://user:secret@hooks.example/", "https://hooks.example/#part", "https://hooks.example:0/",
        "https://hooks.example:65536/", "https://hooks.example\\@10.0.0.1/", "https://hooks .example/",
        "https://hooks.example%2e10.0.0.1/", "https://%31%30.0.0.1/", "https://例子.example/", "javascript:alert(1)",
        "https://[::1%25lo]/", "https://hooks_example/", "https://",
    ])
    func `any other text is refused`(text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test func `the ten attempts of the specification take 75 hours`() {
        let total = WebhookRetry.waits.reduce(Duration.zero, +)
        #expect(WebhookRetry.waits.count == 9)
        #expect(total > .seconds(75 * 3600) && total < .seconds(76 * 3600))
        #expect(WebhookRetry.wait(afterAttempt: 10, asked: .seconds(5)) == nil)
        for attempt in 1...9 {
            let wait = WebhookRetry.wait(afterAttempt: attempt, asked: nil) ?? .zero
            #expect(wait >= WebhookRetry.waits[attempt - 1] && wait <= WebhookRetry.waits[attempt - 1] * 1.1)
        }
    }

    @Test func `what a receiver asks for counts where it is longer, up to a day`() {
        #expect(WebhookRetry.wait(afterAttempt: 1, asked: .seconds(120)) == .seconds(120))
        #expect(WebhookRetry.wait(afterAttempt: 2, asked: .seconds(1)) ?? .zero >= .seconds(300))
        #expect(WebhookRetry.wait(afterAttempt: 1, asked: .seconds(10_000_000)) == .seconds(86_400))
    }

    @Test func `a secret has the form of the specification and does not print itself`() {
        let secret = WebhookSecret.make()
        #expect(secret.text.hasPrefix("whsec_") && secret.bytes.count == 32)
        #expect("\(secret)" == "whsec_…" && WebhookSecret.make() != secret)
    }
}
