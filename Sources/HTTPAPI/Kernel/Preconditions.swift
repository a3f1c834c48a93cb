import Hummingbird

/// Strong ETags: the version of a row, quoted.
enum ETag {
    static func text(_ version: Int64) -> String { "\"\(version)\"" }

    /// The version in If-Match; nil where the header is absent. Anything but one of our tags cannot match (412).
    static func version(ifMatch: String?) throws(Problem) -> Int64? {
        guard let text = ifMatch?.trimmingSpaces() else { return nil }
        guard text.first == "\"", text.last == "\"", text.count > 2, let version = Int64(text.dropFirst().dropLast())
        else {
            throw Problem(.preconditionFailed, "if_match.unknown", "If-Match is not an ETag of this API.")
        }
        return version
    }

    /// Whether If-None-Match names this version (weak comparison, RFC 9110, 13.1.2).
    static func matches(ifNoneMatch: String, _ version: Int64) -> Bool {
        ifNoneMatch.split(separator: ",").contains { part in
            let tag = String(part).trimmingSpaces()
            return tag == "*" || tag == text(version) || tag == "W/" + text(version)
        }
    }
}

extension String {
    /// Without spaces and tabs around it.
    func trimmingSpaces() -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

/// What a client wants to read and says that it sends.
enum MediaType {
    /// Refuses where Accept does not let us answer with this type.
    static func require(_ answered: String, _ accept: String?) throws(Problem) {
        guard let accept, !accept.isEmpty else { return }
        let family = answered.prefix { $0 != "/" } + "/*"
        let isAccepted = accept.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { String($0).trimmingSpaces().lowercased() }
            guard let type = pieces.first, !pieces.dropFirst().contains(where: Self.isZeroWeight) else { return false }
            return type == "*/*" || type == family || type == answered || type == "application/problem+json"
        }
        if !isAccepted { throw Problem(.notAcceptable, "not_acceptable", "Answers are \(answered).") }
    }

    private static func isZeroWeight(_ parameter: String) -> Bool {
        guard parameter.hasPrefix("q=") else { return false }
        return Double(parameter.dropFirst(2)) == 0
    }

    /// The media type of a Content-Type header without its parameters, in lower case.
    static func essence(_ contentType: String?) -> String {
        String((contentType ?? "").prefix { $0 != ";" }).trimmingSpaces().lowercased()
    }
}
