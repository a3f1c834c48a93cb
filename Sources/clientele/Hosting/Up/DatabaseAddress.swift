import Foundation

/// The address of a database, as libpq understands it.
struct DatabaseAddress {
    private let components: URLComponents

    /// Reads `postgresql://user:password@host:port/database?…`, or `postgres://…`.
    ///
    /// - Throws: ``UpError`` that does not repeat the text, which may hold a password.
    init(_ text: String) throws {
        guard let components = URLComponents(string: text), let scheme = components.scheme,
            ["postgresql", "postgres"].contains(scheme)
        else {
            throw UpError(
                "DATABASE_URL is not an address like postgresql://user:password@host:5432/clientele.",
                "DATABASE_URL 不是 postgresql://user:password@host:5432/clientele 这样的地址。"
            )
        }
        self.components = components
    }

    /// An address on a host and port.
    init(user: String, password: String, host: String, port: Int, database: String) {
        var components = URLComponents()
        components.scheme = "postgresql"
        components.user = user
        components.password = password
        components.host = host
        components.port = port
        components.path = "/\(database)"
        self.components = components
    }

    private init(components: URLComponents) {
        self.components = components
    }

    /// The same place for another user.
    func with(user: String, password: String) -> DatabaseAddress {
        var changed = components
        changed.user = user
        changed.password = password
        return DatabaseAddress(components: changed)
    }

    /// Another database of the same server.
    func with(database: String) -> DatabaseAddress {
        var changed = components
        changed.path = "/\(database)"
        return DatabaseAddress(components: changed)
    }

    /// The whole address with its password.
    var url: String { components.string ?? "" }

    /// The password, where the address has one.
    var password: String? { components.password }

    /// The address as arguments may show it.
    var withoutPassword: String {
        var changed = components
        changed.password = nil
        return changed.string ?? ""
    }

    /// Host, port and database, fit for people.
    var place: String {
        "\(components.host ?? "local socket"):\(components.port ?? 5432)\(components.path)"
    }
}
