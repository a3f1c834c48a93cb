public import Domain
import Postgres

extension Person {
    static let columns: SQL = "id, name, email, locale, created_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            name: try row.get("name"),
            email: try row.get("email"),
            locale: try row.get("locale"),
            createdAt: try row.get("created_at")
        )
    }
}

extension HostingTransaction {
    /// The person with this address, added where there is none yet. Somebody who exists keeps name and language.
    public func findOrAddPerson(name: String, email: String, locale: Language) async throws -> Person {
        guard Person.nameLength.contains(name.unicodeScalars.count) else { throw PeopleError.nameLength }
        guard Person.isEmail(email) else { throw PeopleError.emailForm }
        // The update changes nothing; it makes the row that is there already come back.
        return try await one(
            """
            insert into app.persons (id, name, email, locale) values (\(Person.ID.make()), \(name), \(email), \(locale))
            on conflict (email_key) do update set email = persons.email
            returning \(Person.columns)
            """,
            Person.init(row:)
        )
    }

    /// The person with this id.
    public func person(_ id: Person.ID) async throws -> Person? {
        try await first("select \(Person.columns) from app.persons where id = \(id)", Person.init(row:))
    }

    /// The person with this address, without regard to case.
    public func person(email: String) async throws -> Person? {
        try await first(
            "select \(Person.columns) from app.persons where email_key = lower(\(email))",
            Person.init(row:)
        )
    }
}
