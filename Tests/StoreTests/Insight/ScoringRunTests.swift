import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct ScoringRunTests {
    private func score(_ company: StaffedCompany, asOf day: String) async throws -> ScoringSummary {
        let day = try CalendarDate.day(day)
        return try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day)
        }
    }

    private func scored(_ company: StaffedCompany, code: String) async throws -> CustomerScore {
        let id = try #require(
            Customer.ID(
                try PurchaseFile.answer(
                    "select id from app.customers where company_id = '\(company.id)' and code = '\(code)'"
                )
            )
        )
        let scored = try await database.withCompany(company.id, as: company.manager) { try await $0.score(of: id) }
        return try #require(scored?.score)
    }

    @Test func `the figures of every CDNOW customer are those of plain SQL`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        let summary = try await score(company, asOf: "1998-06-30")

        #expect(summary.customers == 2357)
        #expect(summary.changed == 2357)
        let different = try PurchaseFile.answer(
            """
            with days as (
                select customer_id, ordered_on, count(*) as orders, sum(amount_minor) as amount,
                    ordered_on - lag(ordered_on) over (partition by customer_id order by ordered_on) as gap
                from app.orders where company_id = '\(company.id)' group by customer_id, ordered_on
            ),
            expected as (
                select customer_id, sum(orders) as order_count, count(*) as order_days, min(ordered_on) as first_on,
                    max(ordered_on) as last_on, sum(amount) as monetary_minor,
                    case when count(*) > 2 then percentile_disc(0.5) within group (order by gap) end as rhythm_days,
                    case when count(*) > 2 then percentile_disc(0.9) within group (order by gap) end as slow_days
                from days group by customer_id
            )
            select count(*) from expected
            full join app.customer_scores as score
                on score.customer_id = expected.customer_id and score.company_id = '\(company.id)'
            where (expected.order_count, expected.order_days, expected.first_on, expected.last_on,
                    expected.monetary_minor, expected.rhythm_days, expected.slow_days)
                is distinct from (score.order_count, score.order_days, score.first_on, score.last_on,
                    score.monetary_minor, score.rhythm_days, score.rhythm_slow_days)
                and (expected.customer_id is not null or score.company_id = '\(company.id)')
            """
        )
        #expect(different == "0")
        let named = try await scored(company, code: "00004").figures
        #expect(named.orderCount == 4)
        #expect(named.frequency == 3)
        #expect(named.totalMinor == 10050)
        #expect(named.recencyDays(on: try .day("1998-06-30")) == 200)
        #expect(named.tenureDays(on: try .day("1998-06-30")) == 545)
        #expect(named.rhythm == PurchaseRhythm(usualDays: 132, slowDays: 196))
        let others = try await database.withCompany(other.id, as: other.manager) {
            try await $0.scores(tier: nil, owner: nil, after: nil, limit: 10)
        }
        #expect(others.isEmpty)
    }

    @Test func `ranks and tiers are those of plain SQL`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        _ = try await score(company, asOf: "1998-06-30")

        let different = try PurchaseFile.answer(
            """
            with ranked as (
                select *, rank() over (order by last_on) - 1 as recent, rank() over (order by order_days) - 1 as often,
                    rank() over (order by monetary_minor) - 1 as much, count(*) over () as everybody
                from app.customer_scores where company_id = '\(company.id)'
            )
            select count(*) from ranked
            where rfm <> 111 + recent * 5 / everybody * 100 + often * 5 / everybody * 10 + much * 5 / everybody
                or tier <> case when much >= 0.9 * everybody then 'A' when much >= 0.7 * everybody then 'B'
                    when much >= 0.4 * everybody then 'C' else 'D' end
            """
        )
        #expect(different == "0")
    }

    @Test func `scoring again writes nothing, the days after little, and new models more`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        let first = try await score(company, asOf: "1998-06-30")

        let again = try await score(company, asOf: "1998-06-30")
        let later = try await score(company, asOf: "1998-07-06")
        let anew = try await score(company, asOf: "1998-07-07")

        #expect(first.warnings > 0)
        #expect((again.changed, again.tierMoves, again.warnings) == (0, 0, 0))
        #expect((later.tierMoves, later.customers) == (0, 2357))
        #expect(later.changed < 10)
        #expect((later.modelNumber, anew.modelNumber) == (1, 2))
        #expect((10..<2357).contains(anew.changed))
    }

    @Test func `a preview says exactly what the next scoring does`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        _ = try await score(company, asOf: "1998-06-30")
        let rules = try TierRules(
            method: .threshold,
            metric: .monetary,
            tiers: [
                Tier(name: "A", atLeast: 30_000, visitDays: 7), Tier(name: "B", atLeast: 10_000, visitDays: 30),
                Tier(name: "C", atLeast: 0, visitDays: nil),
            ],
            churn: .standard
        )

        let preview = try await database.withCompany(company.id, as: company.manager) {
            try await $0.previewTierPolicy(rules)
        }
        let policy = try await database.withCompany(company.id, as: company.manager) {
            try await $0.publishTierPolicy(rules, effectiveFrom: nil)
        }
        let summary = try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers()
        }

        #expect(policy.number == 2)
        #expect(summary.policyNumber == 2)
        #expect(summary.tierMoves == preview.moves.count)
        let moved = try PurchaseFile.answer(
            """
            select from_tier || '>' || to_tier || ' ' || count(*) from app.tier_changes
            where company_id = '\(company.id)' and from_tier is not null group by from_tier, to_tier order by 1
            """
        )
        let foretold = preview.cells.filter { $0.from != $0.to }.map { "\($0.from)>\($0.to) \($0.customers)" }.sorted()
        #expect(moved == foretold.joined(separator: "\n"))
        #expect(preview.up + preview.down == preview.moves.count)
    }

    @Test func `two scorings at once follow one another`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        async let first = score(company, asOf: "1998-06-30")
        async let second = score(company, asOf: "1998-06-30")

        #expect(try await [first.changed, second.changed].sorted() == [0, 2357])
        #expect(
            try PurchaseFile.answer("select count(*) from app.tier_policies where company_id = '\(company.id)'") == "1"
        )
    }

    @Test func `archived customers leave the scores`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let gone = try PurchaseFile.customer(of: company.id, code: "gone", days: [day])
        try PurchaseFile.customer(of: company.id, code: "stays", days: [day])
        _ = try await score(company, asOf: "2026-02-01")

        _ = try PurchaseFile.answer(
            "update app.customers set state = 'archived', archived_at = now() where id = '\(gone)'"
        )
        let summary = try await score(company, asOf: "2026-02-01")

        #expect(summary.customers == 1)
        let score = try await database.withCompany(company.id, as: company.manager) { try await $0.score(of: gone) }
        #expect(score == nil)
    }

    @Test func `an agent sees the scores of the own customers only`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let mine = try PurchaseFile.customer(of: company.id, code: "m", days: [day], owner: company.agent.person)
        let theirs = try PurchaseFile.customer(of: company.id, code: "t", days: [day], owner: company.colleague.person)
        _ = try await score(company, asOf: "2026-02-01")

        let (list, other, history) = try await database.withCompany(company.id, as: company.agent) {
            (
                try await $0.scores(tier: nil, owner: nil, after: nil, limit: 10),
                try await $0.score(of: theirs),
                try await $0.tierHistory(of: theirs)
            )
        }

        #expect(list.map(\.score.customer) == [mine])
        #expect(other == nil)
        #expect(history == nil)
    }
}
