@testable import HTTPAPI

/// What of an older document a newer one breaks: a client that was written for the old one would not understand the new
/// one, or not be understood. Adding is no break.
struct DocumentComparison {
    let old: JSON
    let new: JSON

    /// Every break, each with its place.
    var breaks: [String] {
        (old["paths"]?.members ?? []).flatMap { path in
            path.value.members.flatMap { operation -> [String] in
                let place = "\(operation.name.uppercased()) \(path.name)"
                guard let successor = new["paths"]?[path.name]?[operation.name] else { return ["\(place) is gone"] }
                return requests(operation.value, successor, place) + answers(operation.value, successor, place)
            }
        }
    }

    private func requests(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        let (given, known) = (parameters(before), parameters(after))
        let gone = given.keys.filter { known[$0] == nil }.map { "\(place): parameter \($0) is gone" }
        let demanded = known.filter { $0.value["required"] == true && given[$0.key]?["required"] != true }
            .map { "\(place): parameter \($0.key) is required now" }
        let narrowed = given.flatMap { name, parameter in
            narrowing(parameter["schema"] ?? .null, known[name]?["schema"] ?? .null, "\(place): \(name)")
        }
        return (gone + demanded + narrowed).sorted() + bodies(before, after, place)
    }

    private func bodies(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        guard let known = after["requestBody"]?["content"] else {
            return before["requestBody"] == nil ? [] : ["\(place): the body is gone"]
        }
        guard let given = before["requestBody"]?["content"] else { return ["\(place): a body is required now"] }
        return given.members.flatMap { media -> [String] in
            guard let successor = known[media.name] else { return ["\(place): \(media.name) is not taken any more"] }
            return narrowing(media.value["schema"] ?? .null, successor["schema"] ?? .null, place)
        }
    }

    private func answers(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        (before["responses"]?.members ?? []).filter { $0.name.hasPrefix("2") }.flatMap { answer -> [String] in
            guard let successor = after["responses"]?[answer.name] else { return ["\(place): \(answer.name) is gone"] }
            let (said, says) = (schema(of: answer.value), schema(of: successor))
            return weakening(said, says, "\(place) \(answer.name)")
        }
    }

    /// What a request may not do any more.
    private func narrowing(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        let (given, known) = (resolved(before, in: old), resolved(after, in: new))
        var breaks = types(known).isSuperset(of: types(given)) ? [] : ["\(place) has another type"]
        for (name, isLess) in [
            ("minimum", true), ("minLength", true), ("minItems", true), ("maximum", false),
            ("maxLength", false), ("maxItems", false),
        ] {
            guard let limit = number(known[name]) else { continue }
            let earlier = number(given[name])
            if earlier.map({ isLess ? limit > $0 : limit < $0 }) ?? true {
                breaks.append("\(place): \(name) is narrower")
            }
        }
        let words = given["enum"]?.elements ?? []
        if let choices = known["enum"]?.elements, words.isEmpty || !words.allSatisfy(choices.contains) {
            breaks.append("\(place) has fewer choices")
        }
        let fresh = required(known).subtracting(required(given)).map { "\(place)/\($0) is required now" }
        return breaks + fresh.sorted()
            + (given["properties"]?.members ?? []).flatMap { property -> [String] in
                guard let successor = known["properties"]?[property.name] else {
                    return ["\(place)/\(property.name) is not taken any more"]
                }
                return narrowing(property.value, successor, "\(place)/\(property.name)")
            } + items(given, known).flatMap { narrowing($0, $1, "\(place)/*") }
    }

    /// What an answer does not say any more.
    private func weakening(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        let (said, says) = (resolved(before, in: old), resolved(after, in: new))
        var breaks = types(says).isSubset(of: types(said)) ? [] : ["\(place) has another type"]
        breaks += required(said).subtracting(required(says)).map { "\(place)/\($0) may be absent now" }.sorted()
        return breaks
            + (said["properties"]?.members ?? []).flatMap { property -> [String] in
                guard let successor = says["properties"]?[property.name] else {
                    return ["\(place)/\(property.name) is gone"]
                }
                return weakening(property.value, successor, "\(place)/\(property.name)")
            } + items(said, says).flatMap { weakening($0, $1, "\(place)/*") }
    }

    private func items(_ before: JSON, _ after: JSON) -> [(JSON, JSON)] {
        guard let given = before["items"], let known = after["items"] else { return [] }
        return [(given, known)]
    }

    private func parameters(_ operation: JSON) -> [String: JSON] {
        Dictionary(
            (operation["parameters"]?.elements ?? []).map {
                ("\($0["in"]?.text ?? "") \($0["name"]?.text ?? "")", $0)
            }
        ) { first, _ in first }
    }

    private func schema(of answer: JSON) -> JSON { answer["content"]?["application/json"]?["schema"] ?? .null }

    private func required(_ schema: JSON) -> Set<String> {
        Set((schema["required"]?.elements ?? []).compactMap(\.text))
    }

    private func types(_ schema: JSON) -> Set<String> {
        guard let type = schema["type"] else { return [] }
        return Set(type.text.map { [$0] } ?? type.elements.compactMap(\.text))
    }

    private func number(_ value: JSON?) -> Double? {
        switch value {
        case .integer(let number)?: Double(number)
        case .number(let number)?: number
        default: nil
        }
    }

    private func resolved(_ value: JSON, in document: JSON) -> JSON {
        guard let reference = value["$ref"]?.text else { return value }
        return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }
}
