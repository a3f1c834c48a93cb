import Domain
import FoundationEssentials

struct CustomerBody: Body {
    let id: Customer.ID
    let code: String?
    let kind: Customer.Kind
    let name: String
    let email: String?
    let phone: String?
    let note: String?
    let ownerID: Person.ID?
    let state: Customer.State
    let version: Int64
    let createdAt: Date
    let updatedAt: Date
    let archivedAt: Date?

    init(_ customer: Customer) {
        id = customer.id
        code = customer.code
        kind = customer.kind
        name = customer.name
        email = customer.email
        phone = customer.phone
        note = customer.note
        ownerID = customer.ownerID
        state = customer.state
        version = customer.version
        createdAt = customer.createdAt
        updatedAt = customer.updatedAt
        archivedAt = customer.archivedAt
    }

    var entityVersion: Int64? { version }
    var location: String? { "customers/\(id)" }

    static let example = CustomerBody(
        Customer(
            id: Examples.id(16),
            code: "C-1042",
            kind: .person,
            name: "王小明",
            email: "xiaoming@example.com",
            phone: "+86 138 0000 0000",
            note: "喜欢下午来电",
            ownerID: Examples.person,
            state: .active,
            version: 1,
            createdAt: Examples.instant,
            updatedAt: Examples.instant,
            archivedAt: Examples.instant
        )
    )
    static let personal: Set = ["email", "phone", "note"]
    static let notes = [
        "code": "The company's own number of the customer; imports match by it",
        "owner_id": "The person responsible; absent while nobody is",
        "archived_at": "Absent while active",
    ]
}

struct NewCustomer: Described {
    let code: String?
    let kind: Customer.Kind?
    let name: String
    let email: String?
    let phone: String?
    let note: String?
    let ownerID: Person.ID?

    static let fields: [Field<Self>] = [
        .text("code", \.code, Customer.codeLength, "The company's own number of the customer, unique in the company"),
        .choice("kind", \.kind, "person where absent"),
        .text("name", \.name, Customer.nameLength, "Chinese names family-first"),
        .text("email", \.email, Customer.emailLength, "Mail address"),
        .text("phone", \.phone, Customer.phoneLength, "Phone number"),
        .text("note", \.note, Customer.noteLength, "Free text"),
        .id("owner_id", \.ownerID, "The person responsible; an agent adds customers of their own only"),
    ]

    var draft: CustomerDraft {
        CustomerDraft(code: code, kind: kind ?? .person, name: name, email: email, phone: phone, note: note)
    }
}

struct CustomerPatch: Described {
    let code: Change<String>
    let kind: Customer.Kind?
    let name: String?
    let email: Change<String>
    let phone: Change<String>
    let note: Change<String>

    static let fields: [Field<Self>] = [
        .text("code", \.code, Customer.codeLength, "The company's own number of the customer, unique in the company"),
        .choice("kind", \.kind, "A person or an organisation"),
        .text("name", \.name, Customer.nameLength, "Chinese names family-first"),
        .text("email", \.email, Customer.emailLength, "Mail address"),
        .text("phone", \.phone, Customer.phoneLength, "Phone number"),
        .text("note", \.note, Customer.noteLength, "Free text"),
    ]

    func applied(to old: Customer) -> CustomerDraft {
        CustomerDraft(
            code: code.applied(to: old.code),
            kind: kind ?? old.kind,
            name: name ?? old.name,
            email: email.applied(to: old.email),
            phone: phone.applied(to: old.phone),
            note: note.applied(to: old.note)
        )
    }
}

struct NewOwner: Described {
    let ownerID: Person.ID?
    let reason: String

    static let fields: [Field<Self>] = [
        .id("owner_id", \.ownerID, "The new owner; left out for nobody"),
        .text("reason", \.reason, CustomerOwner.reasonLength, "Why, in a word or a sentence"),
    ]
}

struct CustomerOwnerBody: Body {
    let id: CustomerOwner.ID
    let ownerID: Person.ID?
    let reason: String
    let changedBy: Person.ID?
    let since: Date

    init(_ owner: CustomerOwner) {
        id = owner.id
        ownerID = owner.ownerID
        reason = owner.reason
        changedBy = owner.changedBy
        since = owner.since
    }

    static let example = CustomerOwnerBody(
        CustomerOwner(
            id: Examples.id(17),
            ownerID: Examples.person,
            reason: "handover",
            changedBy: Examples.person,
            since: Examples.instant
        )
    )
    static let notes = [
        "owner_id": "The new owner; absent when the customer was left without",
        "changed_by": "Who decided; absent for a program",
    ]
}
