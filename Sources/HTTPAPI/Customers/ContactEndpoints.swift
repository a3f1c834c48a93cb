import Domain
import FoundationEssentials
import Store

/// The people at a customer organisation.
enum ContactEndpoints {
    static let all: [Endpoint] = [
        .list("customers/:id/contacts", "listContacts", "The contacts of a customer") { scope in
            let slice = try scope.slice(after: Contact.ID.self)
            let rows = try await scope.company.contacts(of: scope.id(), after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { ContactBody($0) }
        },
        .post("customers/:id/contacts", "createContact", "Add a contact to a customer") { (input: NewContact, scope) in
            try await ContactBody(scope.company.insertContact(input.draft, of: scope.id()))
        },
        .get("contacts/:id", "getContact", "One contact") { scope in
            try await scope.company.contact(scope.id()).map(ContactBody.init)
        },
        .patch("contacts/:id", "changeContact", "Change a contact") { (input: ContactPatch, scope) -> ContactBody? in
            guard let old = try await scope.company.contact(scope.id()) else { return nil }
            return try await ContactBody(
                scope.company.changeContact(old.id, input.applied(to: old.details), expecting: try scope.version)
            )
        },
        .delete("contacts/:id", "deleteContact", "Take a contact away") { scope in
            try await scope.company.deleteContact(scope.id(), expecting: try scope.version)
        },
    ]
}

struct ContactBody: Body {
    let id: Contact.ID
    let customerID: Customer.ID
    let name: String
    let title: String?
    let email: String?
    let phone: String?
    let version: Int64
    let createdAt: Date
    let updatedAt: Date

    init(_ contact: Contact) {
        id = contact.id
        customerID = contact.customerID
        name = contact.details.name
        title = contact.details.title
        email = contact.details.email
        phone = contact.details.phone
        version = contact.version
        createdAt = contact.createdAt
        updatedAt = contact.updatedAt
    }

    var entityVersion: Int64? { version }
    var location: String? { "contacts/\(id)" }

    static let example = ContactBody(
        Contact(
            id: Examples.id(18),
            customerID: Examples.id(16),
            details: ContactDraft(
                name: "李芳",
                title: "采购经理",
                email: "li.fang@example.com",
                phone: "+86 139 0000 0000"
            ),
            version: 1,
            createdAt: Examples.instant,
            updatedAt: Examples.instant
        )
    )
    static let personal: Set = ["email", "phone"]
}

struct NewContact: Described {
    let name: String
    let title: String?
    let email: String?
    let phone: String?

    static let fields: [Field<Self>] = [
        .text("name", \.name, Contact.nameLength, "Chinese names family-first"),
        .text("title", \.title, Contact.titleLength, "Position"),
        .text("email", \.email, Customer.emailLength, "Mail address"),
        .text("phone", \.phone, Customer.phoneLength, "Phone number"),
    ]

    var draft: ContactDraft { ContactDraft(name: name, title: title, email: email, phone: phone) }
}

struct ContactPatch: Described {
    let name: String?
    let title: Change<String>
    let email: Change<String>
    let phone: Change<String>

    static let fields: [Field<Self>] = [
        .text("name", \.name, Contact.nameLength, "Chinese names family-first"),
        .text("title", \.title, Contact.titleLength, "Position"),
        .text("email", \.email, Customer.emailLength, "Mail address"),
        .text("phone", \.phone, Customer.phoneLength, "Phone number"),
    ]

    func applied(to old: ContactDraft) -> ContactDraft {
        ContactDraft(
            name: name ?? old.name,
            title: title.applied(to: old.title),
            email: email.applied(to: old.email),
            phone: phone.applied(to: old.phone)
        )
    }
}
