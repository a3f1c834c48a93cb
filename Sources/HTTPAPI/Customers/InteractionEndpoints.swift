import Domain
import FoundationEssentials
import Store

/// What happened with customers. Interactions are added, never changed.
enum InteractionEndpoints {
    static let all: [Endpoint] = [
        .list(
            "customers/:id/interactions",
            "listInteractions",
            "What happened with a customer, newest first",
            filters: [.choice("kind", Interaction.Kind.self, "Only this kind")]
        ) { scope in
            let slice = try scope.slice(after: Interaction.Position.self)
            let rows = try await scope.company.interactions(
                with: scope.id(),
                kind: scope.query.choice("kind"),
                after: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: Interaction.Position.init) { InteractionBody($0) }
        },
        .post("customers/:id/interactions", "recordInteraction", "Record what happened with a customer") {
            (input: NewInteraction, scope) in
            try await InteractionBody(
                scope.company.insertInteraction(input.draft, with: scope.id(), happenedAt: input.happenedAt)
            )
        },
        .get("interactions/:id", "getInteraction", "One interaction") { scope in
            try await scope.company.interaction(scope.id()).map(InteractionBody.init)
        },
    ]
}

struct InteractionBody: Body {
    let id: Interaction.ID
    let customerID: Customer.ID
    let personID: Person.ID?
    let kind: Interaction.Kind
    let direction: Interaction.Direction
    let summary: String
    let askedFor: String?
    let promised: String?
    let happenedAt: Date
    let createdAt: Date

    init(_ interaction: Interaction) {
        id = interaction.id
        customerID = interaction.customerID
        personID = interaction.personID
        kind = interaction.details.kind
        direction = interaction.details.direction
        summary = interaction.details.summary
        askedFor = interaction.details.askedFor
        promised = interaction.details.promised
        happenedAt = interaction.happenedAt
        createdAt = interaction.createdAt
    }

    var location: String? { "interactions/\(id)" }

    static let example = InteractionBody(
        Interaction(
            id: Examples.id(19),
            customerID: Examples.id(16),
            personID: Examples.person,
            details: InteractionDraft(
                kind: .call,
                direction: .inbound,
                summary: "Asked when the new season arrives.",
                askedFor: "The new catalogue",
                promised: "To send it by Friday"
            ),
            happenedAt: Examples.instant,
            createdAt: Examples.instant
        )
    )
    static let personal: Set = ["summary", "asked_for", "promised"]
    static let notes = ["person_id": "Who acted for the company; absent for a program"]
}

struct NewInteraction: Described {
    let kind: Interaction.Kind
    let direction: Interaction.Direction?
    let summary: String
    let askedFor: String?
    let promised: String?
    let happenedAt: Date?

    static let fields: [Field<Self>] = [
        .choice("kind", \.kind, "How they met"),
        .choice("direction", \.direction, "Who began; outbound where absent"),
        .text("summary", \.summary, Interaction.summaryLength, "What happened"),
        .text("asked_for", \.askedFor, Interaction.noteLength, "What the customer asked for"),
        .text("promised", \.promised, Interaction.noteLength, "What was promised"),
        .timestamp("happened_at", \.happenedAt, "When it happened; now where absent"),
    ]

    var draft: InteractionDraft {
        InteractionDraft(
            kind: kind,
            direction: direction ?? .outbound,
            summary: summary,
            askedFor: askedFor,
            promised: promised
        )
    }
}
