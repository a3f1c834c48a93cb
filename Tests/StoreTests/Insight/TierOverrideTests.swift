import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct TierOverrideTests {
    private func scoring(_ company: StaffedCompany, asOf day: CalendarDate? = nil) async throws -> ScoringSummary {
        try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.scoreCustomers(asOf: day) }
    }

    @Test func `an override holds at once, survives scorings, expires, and each step is in the history`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let small = try PurchaseFile.customer(of: company.id, code: "s", days: [day], amountMinor: 1)
        for number in 1...9 {
            try PurchaseFile.customer(of: company.id, code: "\(number)", days: [day], amountMinor: Int64(number * 1000))
        }
        _ = try await scoring(company)
        let today = try await database.withCompany(company.id, as: company.manager) { try await $0.companyDay() }
        let expiry = today.adding(days: 10)

        _ = try await database.withCompany(company.id, as: company.manager) {
            try await $0.setTierOverride(of: small, tier: "A", reason: "opens three shops", expiresOn: expiry)
        }
        let atOnce = try await history(company, small)
        _ = try await scoring(company, asOf: expiry.adding(days: -1))
        let during = try await history(company, small)
        _ = try await scoring(company, asOf: expiry)
        let after = try await history(company, small)

        #expect(atOnce.map(\.placement.tier) == ["A", "D"])
        #expect(atOnce.first?.changedBy == company.manager.person)
        #expect(during == atOnce)
        #expect(after.map(\.placement.tier) == ["D", "A", "D"])
        #expect(after.map(\.placement.cause) == [.overrideExpired, .override, .policy])
        #expect(after.map(\.from) == ["A", "D", nil])
    }

    private func history(_ company: StaffedCompany, _ customer: Customer.ID) async throws -> [TierChange] {
        try await database.withCompany(company.id, as: company.manager) {
            try await $0.tierHistory(of: customer) ?? []
        }
    }

    @Test func `a tier the policy does not have and a day that has passed are refused`() async throws {
        let company = try await Factory.company()
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [try .day("2026-01-05")])
        _ = try await scoring(company)
        let today = try await database.withCompany(company.id, as: company.manager) { try await $0.companyDay() }

        await #expect(throws: TierPolicyError.unknownTier) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.setTierOverride(of: customer, tier: "Z", reason: "x", expiresOn: today.adding(days: 1))
            }
        }
        await #expect(throws: TierPolicyError.overrideExpired) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.setTierOverride(of: customer, tier: "A", reason: "x", expiresOn: today)
            }
        }
        await #expect(throws: TierPolicyError.noOverride) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.removeTierOverride(of: customer)
            }
        }
    }

    @Test func `another company can neither set nor see an override`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let customer = try PurchaseFile.customer(of: ours.id, code: "c", days: [try .day("2026-01-05")])
        _ = try await scoring(ours)
        _ = try await scoring(theirs)
        let expiry = try CalendarDate.day("2099-01-01")
        _ = try await database.withCompany(ours.id, as: ours.manager) {
            try await $0.setTierOverride(of: customer, tier: "A", reason: "x", expiresOn: expiry)
        }

        let (set, seen) = try await database.withCompany(theirs.id, as: theirs.manager) {
            (
                try await $0.setTierOverride(of: customer, tier: "B", reason: "x", expiresOn: expiry),
                try await $0.tierOverride(of: customer)
            )
        }

        #expect(set == nil)
        #expect(seen == nil)
    }
}
