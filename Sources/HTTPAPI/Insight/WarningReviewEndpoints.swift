import Domain
import Hummingbird
import Store

/// How good the churn warnings of past months were.
enum WarningReviewEndpoints {
    static let all: [Endpoint] = [
        .list(
            "warning-reviews",
            "listWarningReviews",
            "How good the churn warnings of past months were, newest month first"
        ) { scope in
            let slice = try scope.slice(after: WarningReview.Position.self)
            let rows = try await scope.company.warningReviews(after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: WarningReview.Position.init) { WarningReviewBody($0) }
        },
        .post(
            "warning-reviews",
            "startWarningReview",
            "Find out anew how good the churn warnings of past months were",
            status: .accepted
        ) { scope in
            try await OperationBody(scope.company.startOperation(.reviewWarnings, ReviewWarnings()))
        },
    ]
}

struct WarningReviewBody: Body {
    let month: CalendarDate
    let modelNumber: Int
    let population: Int
    let lost: Int
    let warned: Int
    let hits: Int
    let precision: Double?
    let recall: Double?
    let lift: Double?

    init(_ review: WarningReview) {
        month = review.month
        modelNumber = review.modelNumber
        population = review.population
        lost = review.lost
        warned = review.warned
        hits = review.hits
        precision = review.precision
        recall = review.recall
        lift = review.lift
    }

    static let example = WarningReviewBody(
        WarningReview(month: Examples.day, modelNumber: 3, population: 900, lost: 90, warned: 60, hits: 30)
    )
    static let notes = [
        "month": "First day of the month in which the warnings were raised",
        "model_number": "Version of the models that were in force then",
        "population": "Customers who might have been warned of: with a rhythm, and not silent for long already",
        "lost": "Those among them who did not order within the policy's lost_after_days after the month",
        "warned": "Those among them who were warned of",
        "hits": "Those who were warned of and did not order again",
        "precision": "Share of the warned who were lost; absent where nobody was warned of",
        "recall": "Share of the lost who were warned of; absent where nobody was lost",
        "lift": "How many times as often the warned were lost as all",
    ]
}
