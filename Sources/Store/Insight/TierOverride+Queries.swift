public import Domain
import Postgres

extension TierOverride {
    static let columns: SQL = "tier, reason, expires_on, set_by"

    init(row: Row) throws {
        self.init(
            tier: try row.get("tier"),
            reason: try row.get("reason"),
            expiresOn: try row.get("expires_on"),
            setBy: try row.get("set_by")
        )
    }
}

extension CompanyTransaction {
    /// The tier given to a customer by hand, expired or not, if the acting person may see the customer.
    public func tierOverride(of customer: Customer.ID) async throws -> TierOverride? {
        guard try await seesCustomer(customer) else { return nil }
        return try await first(
            """
            select \(TierOverride.columns) from app.tier_overrides
            where company_id = \(company) and customer_id = \(customer)
            """,
            TierOverride.init(row:)
        )
    }

    /// Gives a customer a tier by hand, until a day; it holds at once. Nil where there is no such customer.
    ///
    /// Throws ``TierPolicyError`` where the policy in force has no such tier, or the day has passed.
    public func setTierOverride(
        of customer: Customer.ID,
        tier: String,
        reason: String,
        expiresOn: CalendarDate
    ) async throws -> TierOverride? {
        guard try await seesCustomer(customer) else { return nil }
        let today = try await companyDay()
        try await lockPlanning()
        guard let policy = try await tierPolicy(on: today) else { throw TierPolicyError.unknownTier }
        let override = TierOverride(tier: tier, reason: reason, expiresOn: expiresOn, setBy: principal.person)
        try override.check(against: policy.rules, on: today)
        try await keep(override, of: customer)
        if let earlier = try await score(of: customer)?.score, let given = policy.rules.tier(named: tier) {
            try await give(given, to: earlier, policy: policy, on: today)
        }
        return override
    }

    /// Takes a tier given by hand away; the policy decides again with the next scoring.
    public func removeTierOverride(of customer: Customer.ID) async throws {
        guard try await seesCustomer(customer) else { throw TierPolicyError.noOverride }
        let removed = try await execute(
            "delete from app.tier_overrides where company_id = \(company) and customer_id = \(customer)"
        )
        guard removed > 0 else { throw TierPolicyError.noOverride }
    }

    /// All overrides of the company, by customer; expired ones too.
    func tierOverrides() async throws -> [Customer.ID: TierOverride] {
        let overrides = try await all(
            "select customer_id, \(TierOverride.columns) from app.tier_overrides where company_id = \(company)"
        ) { (id: try $0.get("customer_id", as: Customer.ID.self), override: try TierOverride(row: $0)) }
        return Dictionary(overrides.map { ($0.id, $0.override) }, uniquingKeysWith: { first, _ in first })
    }

    private func keep(_ override: TierOverride, of customer: Customer.ID) async throws {
        try await execute(
            """
            insert into app.tier_overrides (company_id, customer_id, tier, reason, expires_on, set_by)
            values (
                \(company), \(customer), \(override.tier), \(override.reason), \(override.expiresOn), \(override.setBy)
            )
            on conflict (company_id, customer_id) do update
            set tier = excluded.tier, reason = excluded.reason, expires_on = excluded.expires_on,
                set_by = excluded.set_by, created_at = excluded.created_at
            """
        )
    }

    private func give(_ tier: Tier, to earlier: CustomerScore, policy: TierPolicy, on day: CalendarDate) async throws {
        let old = earlier.placement
        let score = earlier.placed(
            TierPlacement(
                tier: tier.name,
                since: old.tier == tier.name ? old.since : day,
                cause: .override,
                policy: policy.id,
                reached: old.reached,
                visitDays: tier.visitDays
            )
        )
        if old.tier != tier.name {
            let change = TierChange(
                customer: score.customer,
                from: old.tier,
                placement: score.placement,
                changedBy: principal.person
            )
            try await record([change])
        }
        try await write([score], replacing: true)
    }
}
