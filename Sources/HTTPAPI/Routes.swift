/// Every operation of the API, one line a list.
enum Routes {
    static let all: [Endpoint] = lists.flatMap { room, endpoints in
        endpoints.map { endpoint in
            var endpoint = endpoint
            endpoint.room = room
            return endpoint
        }
    }

    private static let lists: [(room: String, endpoints: [Endpoint])] = [
        ("Hosting", CompanyEndpoints.all),
        ("Hosting", AgencyEndpoints.all),
        ("Hosting", OperationEndpoints.all),
        ("Queue", JobEndpoints.all),
        ("People", MembershipEndpoints.all),
        ("People", TeamEndpoints.all),
        ("People", KeyEndpoints.all),
        ("Audit", AuditEndpoints.all),
        ("Customers", CustomerEndpoints.all),
        ("Customers", ContactEndpoints.all),
        ("Customers", InteractionEndpoints.all),
        ("Customers", OrderEndpoints.all),
        ("Customers", ImportEndpoints.all),
        ("Insight", TierPolicyEndpoints.all),
        ("Insight", ScoreEndpoints.all),
        ("Insight", ScoreEndpoints.overrides),
        ("Insight", ForecastEndpoints.all),
        ("Insight", ChurnWarningEndpoints.all),
        ("Insight", WarningReviewEndpoints.all),
        ("Insight", BacktestEndpoints.all),
        ("Insight", OfferEndpoints.all),
        ("Delivery", WebhookEndpoints.all),
        ("Delivery", WebhookDeliveryEndpoints.all),
        ("Work", TaskEndpoints.all),
        ("Work", WorklistEndpoints.all),
        ("Work", ProgressEndpoints.all),
    ]
}
