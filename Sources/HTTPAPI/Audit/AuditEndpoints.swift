import Domain
import FoundationEssentials
import Store

/// What happened in a company, for those who answer for it.
enum AuditEndpoints {
    static let all: [Endpoint] = [
        .list(
            "audit-events",
            "listAuditEvents",
            "Who changed what, the newest first",
            filters: [
                .text("entity", 1...63, "Only of this table, such as customers, or about this, such as api_keys"),
                .text("entity_id", 1...100, "Only about this row"),
                .id("person_id", "Only what this person did"),
                .text(
                    "action",
                    1...40,
                    "Only this: insert, update, delete, read, sign_in, key.use, key.issue, key.revoke, export, support.enter, support.read"
                ),
                .id("support_grant_id", "Only what was done under this support grant"),
            ]
        ) { scope in
            let slice = try scope.slice(after: AuditEvent.ID.self)
            let question = AuditQuestion(
                entity: scope.query.text("entity"),
                entityID: scope.query.text("entity_id"),
                person: scope.query.id("person_id"),
                action: scope.query.text("action"),
                supportGrant: scope.query.id("support_grant_id")
            )
            let rows = try await scope.company.auditEvents(question, before: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { AuditEventBody($0) }
        },
        .get("audit-events/:id", "getAuditEvent", "One event") { scope in
            try await scope.company.auditEvent(scope.id()).map(AuditEventBody.init)
        },
        .get(
            "audit-verification",
            "verifyAudit",
            "Compute every hash of the audit again; no faults means that nothing was changed since"
        ) { scope in
            AuditReportBody(try await scope.company.verifyAudit())
        },
    ]
}

struct AuditEventBody: Body {
    let id: AuditEvent.ID
    let at: Date
    let personID: Person.ID?
    let keyID: APIKey.ID?
    let supportGrantID: SupportGrant.ID?
    let role: String
    let action: String
    let entity: String
    let entityID: String
    let before: RawJSON?
    let after: RawJSON?
    let hash: String
    let seal: Int64?

    init(_ event: AuditEvent) {
        id = event.id
        at = event.at
        personID = event.person
        keyID = event.key
        supportGrantID = event.supportGrant
        role = event.role
        action = event.action
        entity = event.entity
        entityID = event.entityID
        before = event.before.flatMap(RawJSON.init(text:))
        after = event.after.flatMap(RawJSON.init(text:))
        hash = event.hash
        seal = event.seal
    }

    static let example = AuditEventBody(
        AuditEvent(
            id: Examples.id(30),
            at: Examples.instant,
            person: Examples.person,
            key: Examples.id(6),
            supportGrant: Examples.id(9),
            role: "manager",
            action: "update",
            entity: "customers",
            entityID: "019aa5f2-9c00-7000-8000-000000000010",
            before: #"{"name": "Lin"}"#,
            after: #"{"name": "Lin Wei"}"#,
            hash: String(repeating: "0", count: 64),
            seal: 7
        )
    )
    static let personal: Set = ["before", "after"]
    static let notes = [
        "person_id": "Who; absent for an integration, the operator, and whoever wrote past the program",
        "key_id": "The key they came with",
        "support_grant_id": "The support grant under which they acted; absent for whoever acts here by right",
        "role":
            "As what they acted; support under a support grant, hosting for the agency, database for whoever wrote past the program",
        "before": "The row before a deletion, the changed columns before an update",
        "after":
            "The row after an insertion, the changed columns after an update; for a read the operation, how many things it showed, and what was asked for",
        "hash": "SHA-256 of the event",
        "seal": "Number of the seal that holds it; absent for about a minute",
    ]
}

struct AuditReportBody: Body {
    let events: Int
    let unsealed: Int
    let head: Head
    let faults: [Fault]

    struct Head: Encodable, Sendable {
        let number: Int64
        let hash: String
    }

    struct Fault: Encodable, Sendable {
        let code: String
        let seal: Int64?
        let eventID: AuditEvent.ID?
    }

    init(_ report: AuditReport) {
        events = report.events
        unsealed = report.unsealed
        head = Head(number: report.head.number, hash: report.head.hash)
        faults = report.faults.map { Fault(code: $0.code, seal: $0.seal, eventID: $0.event) }
    }

    static let example = AuditReportBody(
        AuditReport(
            events: 1200,
            unsealed: 3,
            head: .init(number: 7, hash: String(repeating: "0", count: 64)),
            faults: [.init(code: "seal.broken", seal: 7, event: Examples.id(30))]
        )
    )
    static let notes = [
        "unsealed": "Events of the last minute, which no seal holds yet",
        "head": "The end of the chain; kept elsewhere, it proves that the chain was not written anew",
        "head.hash": "Empty before the first seal",
        "faults": "What is not as it was written, at most 100",
        "faults.code": "event.changed, seal.broken (an event was added, taken away or moved), chain.broken, chain.cut",
    ]
}
