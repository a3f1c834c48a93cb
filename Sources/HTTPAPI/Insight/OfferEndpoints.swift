import Domain
import Hummingbird
import Store

/// What to offer a customer next.
enum OfferEndpoints {
    static let all: [Endpoint] = [
        .get("customers/:id/offers", "listOffers", "What to offer a customer next, with reasons") { scope in
            let customer = try scope.id(of: Customer.self)
            return OffersBody(customer, try await scope.company.offers(to: customer), language: scope.language)
        },
        .post(
            "product-pairs",
            "startProductPairs",
            "Count anew which products are bought together",
            status: .accepted
        ) { scope in
            try await OperationBody(scope.company.startOperation(.pairProducts, PairProducts()))
        },
    ]
}

struct OffersBody: Body {
    let customerID: Customer.ID
    let offers: [OfferBody]

    struct OfferBody: Encodable, Sendable {
        let product: String
        let because: String
        let boughtOn: CalendarDate
        let lastBoughtOn: CalendarDate?
        let togetherDays: Int
        let support: Double
        let confidence: Double
        let lift: Double
        let reason: String

        init(_ offer: Offer, language: Language) {
            product = offer.pair.offered
            because = offer.pair.product
            boughtOn = offer.boughtOn
            lastBoughtOn = offer.lastBoughtOn
            togetherDays = offer.pair.togetherDays
            support = offer.pair.support
            confidence = offer.pair.confidence
            lift = offer.pair.lift
            reason = offer.reason(language)
        }
    }

    init(_ customer: Customer.ID, _ offers: [Offer], language: Language) {
        customerID = customer
        self.offers = offers.map { OfferBody($0, language: language) }
    }

    static let example = OffersBody(
        Examples.id(5),
        [
            Offer(
                pair: ProductPair(
                    product: "TEA-100",
                    offered: "CUP-2",
                    togetherDays: 45,
                    productDays: 120,
                    offeredDays: 150,
                    allDays: 1240
                ),
                boughtOn: Examples.day,
                lastBoughtOn: Examples.day.adding(days: -200)
            )
        ],
        language: .english
    )
    static let notes = [
        "offers": "The most probable first, at most \(Offer.most); never a product of the last purchase day",
        "offers.because": "The product that the customer bought and that leads to the offer",
        "offers.bought_on": "When they last bought that",
        "offers.last_bought_on": "When they last bought what is offered; absent where never",
        "offers.together_days": "Purchase days of all customers with both, at least \(ProductPair.leastDays)",
        "offers.support": "Share of all purchase days with both",
        "offers.confidence": "Share of the purchase days with the one that have the other too",
        "offers.lift": "How many times as often as by chance; above 1",
        "offers.reason": "Why, in one sentence with the numbers, in the reader's language",
    ]
}
