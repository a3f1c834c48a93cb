import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite struct QuotaTests {
    private let start = ContinuousClock.now

    @Test func `a key may use a minute's requests at once, and then as many as flow in`() throws {
        let quotas = Quotas(QuotaLimits(key: 60, company: 1000))
        let key = Credential.ID.make()
        for left in (0..<60).reversed() {
            let allowance = quotas.take(key, in: nil, at: start)
            #expect(allowance.refusal == nil && allowance.shares[0].left == left)
        }
        let refusal = try #require(quotas.take(key, in: nil, at: start).refusal)
        #expect(refusal.status == .tooManyRequests && refusal.code == "quota.key")
        #expect(refusal.headers[.retryAfter] == "1")
        #expect(quotas.take(key, in: nil, at: start + .seconds(1)).refusal == nil)
        #expect(quotas.take(key, in: nil, at: start + .seconds(1)).refusal != nil)
        #expect(quotas.take(.make(), in: nil, at: start).refusal == nil, "another key has its own")
    }

    @Test func `a company's keys share its quota, and a key over its own takes nothing from it`() {
        let quotas = Quotas(QuotaLimits(key: 3, company: 5))
        let (company, first, second) = (Company.ID.make(), Credential.ID.make(), Credential.ID.make())
        for _ in 0..<3 { #expect(quotas.take(first, in: company, at: start).refusal == nil) }
        for _ in 0..<3 { #expect(quotas.take(first, in: company, at: start).refusal?.code == "quota.key") }
        for _ in 0..<2 { #expect(quotas.take(second, in: company, at: start).refusal == nil) }
        #expect(quotas.take(second, in: company, at: start).refusal?.code == "quota.company")
        #expect(quotas.take(.make(), in: .make(), at: start).refusal == nil)
    }

    @Test func `more keys than there is room for are still counted`() {
        let quotas = Quotas(QuotaLimits(key: 1, company: 1))
        for _ in 0...Quotas.capacity { _ = quotas.take(.make(), in: nil, at: start) }
        let key = Credential.ID.make()
        #expect(quotas.take(key, in: nil, at: start).refusal == nil)
        #expect(quotas.take(key, in: nil, at: start).refusal != nil)
    }
}

@Suite(.database) struct QuotaAnswerTests {
    @Test func `answers say what is left, and a refusal says when to come back`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run(quotas: QuotaLimits(key: 2, company: 100)) { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers"
            let first = try await manager.get(path)
            #expect(first.status == 200)
            #expect(first.headers[.rateLimitPolicy] == #""key";q=2;w=60, "company";q=100;w=60"#)
            #expect(first.headers[.rateLimit]?.hasPrefix(#""key";r=1;t="#) == true)
            _ = try await manager.get(path)
            let refused = try await manager.get(path)
            #expect(try refused.status == 429 && refused.code == "quota.key")
            let wait = try #require(refused.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...30).contains(wait))
            #expect(try await client.caller(company.agent).get(path).status == 200, "another key goes on")
        }
    }
}
