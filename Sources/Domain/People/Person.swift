/// A human who can sign in.
public struct Person: Hashable, Sendable {
    /// The id of a person.
    public typealias ID = Identifier<Person>
}
