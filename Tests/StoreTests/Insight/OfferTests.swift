import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct OfferTests {
    /// A customer's purchase days, each with what was bought, as orders of one line each: several orders of a day are
    /// one basket.
    @discardableResult
    private func buy(_ days: [(String, [String])], in company: StaffedCompany, owner: Person.ID? = nil) throws
        -> Customer.ID
    {
        let id = try PurchaseFile.customer(of: company.id, code: Factory.word(), days: [], owner: owner)
        for (day, products) in days {
            for product in products {
                try PurchaseFile.answer(
                    """
                    with purchase as (
                        insert into app.orders (
                            company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor
                        )
                        values ('\(company.id)', '\(id)', 'test', '\(Factory.word())', '\(day)', '\(day)', 100)
                        returning id
                    )
                    insert into app.order_lines (company_id, order_id, position, product)
                    select '\(company.id)', id, 1, '\(product)' from purchase
                    """
                )
            }
        }
        return id
    }

    /// A day so long ago.
    private func day(_ ago: Int) async throws -> String {
        try PurchaseFile.answer("select (now() at time zone 'UTC')::date - \(ago)")
    }

    /// Tea goes with cups (6 of 8 purchase days with tea, out of 20), once with a pot; sugar is bought alone.
    private func teaShop() async throws -> StaffedCompany {
        let company = try await Factory.company()
        let today = try await day(10)
        for number in 1...20 {
            let basket =
                switch number {
                case ...6: ["Tea", "Cup"]
                case 7: ["Tea", "Pot"]
                case 8: ["Tea"]
                default: ["Sugar"]
                }
            try buy([(today, number == 1 ? basket + ["Tea"] : basket)], in: company)
        }
        return company
    }

    private func pair(_ company: StaffedCompany) async throws -> Int {
        try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.pairProducts() }
    }

    private func offers(_ customer: Customer.ID, _ company: StaffedCompany) async throws -> [Offer] {
        try await database.withCompany(company.id, as: company.manager) { try await $0.offers(to: customer) }
    }

    @Test func `support, confidence and lift are counted by purchase days, both ways`() async throws {
        let company = try await teaShop(), other = try await teaShop()

        let pairs = try await pair(company)

        #expect(pairs == 2)
        #expect(
            try PurchaseFile.answer(
                """
                select product, offered, together_days, product_days, offered_days, all_days from app.product_pairs
                where company_id = '\(company.id)' order by 1
                """
            ) == "Cup|Tea|6|6|8|20\nTea|Cup|6|8|6|20"
        )
        let theirs = try PurchaseFile.answer(
            "select count(*) from app.product_pairs where company_id = '\(other.id)'"
        )
        #expect(theirs == "0")
        #expect(try await pair(company) == 2)
    }

    @Test func `a customer is offered what goes with what they bought, with the numbers`() async throws {
        let company = try await teaShop()
        let buyer = try buy([(try await day(3), ["Tea"])], in: company)
        _ = try await pair(company)

        let offer = try #require(try await offers(buyer, company).first)

        // The buyer's own day counts: 9 days with tea of 21.
        #expect(offer.pair.offered == "Cup" && offer.pair.product == "Tea")
        #expect(abs(offer.pair.support - 6.0 / 21) < 1e-12)
        #expect(abs(offer.pair.confidence - 6.0 / 9) < 1e-12)
        #expect(abs(offer.pair.lift - 6.0 / 9 / (6.0 / 21)) < 1e-12)
        #expect(offer.lastBoughtOn == nil)
        #expect(offer.reason(.english).contains("of 9 purchase days with it, 6 had Cup too (66.7 %), 2.3 times"))
        #expect(offer.reason(.chinese).contains("购买了Tea"))
        #expect(offer.reason(.chinese).contains("66.7%"))
    }

    @Test func `what was just bought is never offered, what was bought long before may be`() async throws {
        let company = try await teaShop()
        let both = try buy([(try await day(3), ["Tea", "Cup"])], in: company)
        let earlier = try buy([(try await day(40), ["Cup"]), (try await day(3), ["Tea"])], in: company)
        let later = try buy([(try await day(40), ["Tea"]), (try await day(3), ["Cup"])], in: company)
        let sugar = try buy([(try await day(3), ["Sugar"])], in: company)
        let old = try buy([(try await day(500), ["Tea"]), (try await day(3), ["Sugar"])], in: company)
        _ = try await pair(company)

        #expect(try await offers(both, company) == [])
        #expect(try await offers(earlier, company).map(\.pair.offered) == ["Cup"])
        #expect(try await offers(earlier, company).first?.lastBoughtOn == CalendarDate(try await day(40)))
        // Cups were just bought; tea goes with them and was bought before.
        #expect(try await offers(later, company).map(\.pair.offered) == ["Tea"])
        #expect(try await offers(sugar, company) == [])
        #expect(try await offers(old, company) == [])
    }

    @Test func `rare pairs, pairs by chance, stock orders and old days say nothing`() async throws {
        let company = try await Factory.company()
        let recent = try await day(10), old = try await day(800)
        let large = (1...(ProductPair.largestBasket + 1)).map { "L\($0)" }
        for number in 1...6 {
            // Common goes with everything exactly as often as by chance.
            try buy([(recent, ["Common", "Other\(number % 2)"]), (old, ["Old", "Older"])], in: company)
            try buy([(recent, number <= 4 ? ["Common", "Rare", "Rarer"] : ["Common", "Single"])], in: company)
        }
        for _ in 1...ProductPair.leastDays {
            let id = try buy([], in: company)
            try PurchaseFile.answer(
                """
                with purchase as (
                    insert into app.orders (
                        company_id, customer_id, source, number, ordered_at, ordered_on, amount_minor
                    )
                    values ('\(company.id)', '\(id)', 'test', '\(Factory.word())', '\(recent)', '\(recent)', 100)
                    returning id
                )
                insert into app.order_lines (company_id, order_id, position, product)
                select '\(company.id)', id, row_number() over (), product
                from purchase cross join unnest('{\(large.joined(separator: ","))}'::text[]) as product
                """
            )
        }

        #expect(try await pair(company) == 0)
    }

    @Test func `an agent sees offers for the own customers only`() async throws {
        let company = try await teaShop()
        let mine = try buy([(try await day(3), ["Tea"])], in: company, owner: company.agent.person)
        let theirs = try buy([(try await day(3), ["Tea"])], in: company, owner: company.colleague.person)
        _ = try await pair(company)

        let seen = try await database.withCompany(company.id, as: company.agent) { try await $0.offers(to: mine) }

        #expect(seen.map(\.pair.offered) == ["Cup"])
        await #expect(throws: CustomerError.unknown) {
            try await database.withCompany(company.id, as: company.agent) { try await $0.offers(to: theirs) }
        }
    }
}
