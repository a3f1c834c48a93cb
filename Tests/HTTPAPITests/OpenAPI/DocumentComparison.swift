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
        var breaks: [String] = []
        for (name, parameter) in given {
            guard let successor = known[name] else {
                breaks.append("\(place): parameter \(name) is gone")
                continue
            }
            breaks += narrowing(parameter["schema"] ?? .null, successor["schema"] ?? .null, "\(place): \(name)")
        }
        for (name, parameter) in known where parameter["required"] == true && given[name]?["required"] != true {
            breaks.append("\(place): parameter \(name) is required now")
        }
        return breaks.sorted() + bodies(before, after, place)
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
        for name in ["minimum", "minLength", "minItems", "maximum", "maxLength", "maxItems"] {
            guard let limit = number(known[name]) else { continue }
            let isBelow = name.hasPrefix("min")
            let earlier = number(given[name]) ?? (isBelow ? -Double.infinity : .infinity)
            if isBelow ? limit > earlier : limit < earlier { breaks.append("\(place): \(name) is narrower") }
        }
        let words = given["enum"]?.elements ?? []
        if let choices = known["enum"]?.elements, words.isEmpty || !words.allSatisfy(choices.contains) {
            breaks.append("\(place) has fewer choices")
        }
        breaks += required(known).subtracting(required(given)).map { "\(place)/\($0) is required now" }.sorted()
        for property in given["properties"]?.members ?? [] {
            if let successor = known["properties"]?[property.name] {
                breaks += narrowing(property.value, successor, "\(place)/\(property.name)")
            } else {
                breaks.append("\(place)/\(property.name) is not taken any more")
            }
        }
        for (earlier, later) in items(given, known) { breaks += narrowing(earlier, later, "\(place)/*") }
        return breaks
    }

    /// What an answer does not say any more.
    private func weakening(_ before: JSON, _ after: JSON, _ place: String) -> [String] {
        let (said, says) = (resolved(before, in: old), resolved(after, in: new))
        var breaks = types(says).isSubset(of: types(said)) ? [] : ["\(place) has another type"]
        breaks += required(said).subtracting(required(says)).map { "\(place)/\($0) may be absent now" }.sorted()
        for property in said["properties"]?.members ?? [] {
            if let successor = says["properties"]?[property.name] {
                breaks += weakening(property.value, successor, "\(place)/\(property.name)")
            } else {
                breaks.append("\(place)/\(property.name) is gone")
            }
        }
        for (earlier, later) in items(said, says) { breaks += weakening(earlier, later, "\(place)/*") }
        return breaks
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
