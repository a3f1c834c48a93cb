/// What somebody wants a customer to be: a new one, or all that can be edited of a known one.
public struct CustomerDraft: Hashable, Sendable {
    /// The company's own number of the customer, see `Customer.codeLength`.
    public let code: String?
    /// A person or an organisation.
    public let kind: Customer.Kind
    /// The name, see `Customer.nameLength`.
    public let name: String
    /// Mail address, see `Customer.emailLength`.
    public let email: String?
    /// Phone number, see `Customer.phoneLength`.
    public let phone: String?
    /// Free text, see `Customer.noteLength`.
    public let note: String?

    /// A customer to be.
    public init(
        code: String? = nil,
        kind: Customer.Kind = .person,
        name: String,
        email: String? = nil,
        phone: String? = nil,
        note: String? = nil
    ) {
        self.code = code
        self.kind = kind
        self.name = name
        self.email = email
        self.phone = phone
        self.note = note
    }
}
