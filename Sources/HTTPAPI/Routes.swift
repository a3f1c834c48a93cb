/// Every operation of the API, one line a list.
enum Routes {
    static let all: [Endpoint] = lists.flatMap { room, subject, endpoints in
        endpoints.map { endpoint in
            var endpoint = endpoint
            endpoint.room = room
            endpoint.subject = subject
            return endpoint
        }
    }

    private static let lists: [(room: String, subject: String, endpoints: [Endpoint])] = [
        ("Hosting", "company", CompanyEndpoints.all),
        ("Hosting", "agency", AgencyEndpoints.all),
        ("Hosting", "operations", OperationEndpoints.all),
        ("Queue", "jobs", JobEndpoints.all),
        ("People", "people", MembershipEndpoints.all),
        ("People", "people", TeamEndpoints.all),
        ("People", "roles", RoleEndpoints.all),
        ("People", "keys", KeyEndpoints.all),
        ("People", "support", SupportEndpoints.all),
        ("People", "agency", SupportEndpoints.hosted),
        ("People", "self", MyEndpoints.all),
        ("People", "self", SessionEndpoints.all),
        ("People", "self", SecondFactorEndpoints.all),
        ("People", "self", LinkEndpoints.open),
        ("People", "self", OAuthEndpoints.all),
        ("People", "self", SignOnEndpoints.all),
        ("People", "roles", LinkEndpoints.invitations),
        ("People", "agency", LinkEndpoints.staffInvitations),
        ("Audit", "audit", AuditEndpoints.all),
        ("Customers", "customers", CustomerEndpoints.all),
        ("Customers", "customers", ShareEndpoints.all),
        ("Customers", "customers", ContactEndpoints.all),
        ("Customers", "customers", InteractionEndpoints.all),
        ("Customers", "customers", OrderEndpoints.all),
        ("Customers", "customers", SearchEndpoints.all),
        ("Customers", "imports", ImportEndpoints.all),
        ("Insight", "insight", TierPolicyEndpoints.all),
        ("Insight", "insight", ScoreEndpoints.all),
        ("Insight", "insight", ScoreEndpoints.overrides),
        ("Insight", "insight", ForecastEndpoints.all),
        ("Insight", "warnings", ChurnWarningEndpoints.all),
        ("Insight", "insight", WarningReviewEndpoints.all),
        ("Insight", "insight", BacktestEndpoints.all),
        ("Insight", "insight", OfferEndpoints.all),
        ("Delivery", "webhooks", WebhookEndpoints.all),
        ("Delivery", "webhooks", WebhookDeliveryEndpoints.all),
        ("Delivery", "customers", EventEndpoints.all),
        ("Work", "work", TaskEndpoints.all),
        ("Work", "work", WorklistEndpoints.all),
        ("Work", "progress", ProgressEndpoints.all),
    ]
}
