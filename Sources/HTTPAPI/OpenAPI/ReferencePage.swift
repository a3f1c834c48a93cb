import Domain

/// The reference for people: the OpenAPI document as one page of HTML, which needs no script and no network.
struct ReferencePage {
    let document: JSON

    /// The whole page.
    var html: String {
        let operations = operations
        let rooms = Set(operations.map(\.room)).sorted()
        let menu = rooms.map { "<a href=\"#\(Self.escaped($0))\">\(Self.escaped($0))</a>" }.joined(separator: " · ")
        let sections = rooms.map { room in
            let parts = operations.filter { $0.room == room }.map(section)
            return "<h2 id=\"\(Self.escaped(room))\">\(Self.escaped(room))</h2>\n" + parts.joined(separator: "\n")
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Clientele API</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <h1>Clientele API</h1>
            <p>For programs the same is at <a href="/openapi.json">/openapi.json</a>.</p>
            <nav>\(menu)</nav>
            \(sections.joined(separator: "\n"))
            </body>
            </html>
            """
    }

    private static let style = """
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1a1a1a }
        details { border-top: 1px solid #ccc; padding: .5rem 0 } summary { cursor: pointer }
        code, pre { font: 14px/1.4 ui-monospace, monospace; background: #f4f4f4; padding: 0 .2rem }
        pre { overflow: auto; padding: .5rem } table { border-collapse: collapse; width: 100% }
        td, th { border-bottom: 1px solid #ddd; padding: .2rem .5rem; text-align: left; vertical-align: top }
        nav { padding: .5rem 0 } .method { display: inline-block; min-width: 4.5rem; font-weight: 600 }
        """

    private struct Operation {
        let room: String
        let method: String
        let path: String
        let content: JSON
    }

    private var operations: [Operation] {
        (document["paths"]?.members ?? []).flatMap { path in
            path.value.members.map { operation in
                Operation(
                    room: Self.text(operation.value["tags"].flatMap { Self.elements($0).first }),
                    method: operation.name.uppercased(),
                    path: path.name,
                    content: operation.value
                )
            }
        }
    }

    private func section(_ operation: Operation) -> String {
        let content = operation.content
        let parts = [
            "<p>\(Self.escaped(Self.text(content["description"])))</p>", parameters(of: content),
            requestBody(of: content), answers(of: content),
        ]
        return """
            <details id="\(Self.escaped(Self.text(content["operationId"])))">
            <summary><span class="method">\(operation.method)</span> <code>\(Self.escaped(operation.path))</code>
            \(Self.escaped(Self.text(content["summary"])))</summary>
            \(parts.joined(separator: "\n"))
            </details>
            """
    }

    private func parameters(of operation: JSON) -> String {
        let rows = Self.elements(operation["parameters"] ?? .null).map { parameter in
            Self.row(
                Self.text(parameter["name"]),
                Self.text(parameter["in"]) + (parameter["required"] == true ? ", required" : ""),
                Self.kind(parameter["schema"] ?? .null),
                Self.text(parameter["description"])
            )
        }
        return rows.isEmpty ? "" : "<h3>Parameters</h3><table>\(rows.joined())</table>"
    }

    private func requestBody(of operation: JSON) -> String {
        let media = operation["requestBody"]?["content"]?.members ?? []
        guard let first = media.first else { return "" }
        let schema = resolved(first.value["schema"] ?? .null)
        let required = Self.elements(schema["required"] ?? .null)
        let rows = (schema["properties"]?.members ?? []).map { field in
            Self.row(
                field.name,
                required.contains(.string(field.name)) ? "required" : "",
                Self.kind(field.value),
                Self.text(field.value["description"])
            )
        }
        let types = media.map { "<code>\(Self.escaped($0.name))</code>" }.joined(separator: ", ")
        return "<h3>Body</h3><p>\(types)</p><table>\(rows.joined())</table>"
    }

    private func answers(of operation: JSON) -> String {
        let rows = (operation["responses"]?.members ?? []).map { answer in
            let content = resolved(answer.value)
            let example = content["content"]?["application/json"]?["example"]
            let shown = example.map { "<pre>\(Self.escaped(String(decoding: $0.utf8, as: UTF8.self)))</pre>" } ?? ""
            let meaning = Self.escaped(Self.text(content["description"]))
            return "<tr><th>\(Self.escaped(answer.name))</th><td>\(meaning)\(shown)</td></tr>"
        }
        return "<h3>Answers</h3><table>\(rows.joined())</table>"
    }

    /// What a reference stands for.
    private func resolved(_ value: JSON) -> JSON {
        guard case .string(let reference)? = value["$ref"] else { return value }
        return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    private static func row(_ name: String, _ place: String, _ kind: String, _ meaning: String) -> String {
        "<tr><th><code>\(escaped(name))</code></th><td>\(escaped(place))</td><td>\(escaped(kind))</td>"
            + "<td>\(escaped(meaning))</td></tr>"
    }

    /// "integer", "string (date)", "call | visit".
    private static func kind(_ schema: JSON) -> String {
        let words = elements(schema["enum"] ?? .null).compactMap { word in word == .null ? nil : text(word) }
        if !words.isEmpty { return words.joined(separator: " | ") }
        let types = schema["type"].map { type in
            elements(type).isEmpty ? [text(type)] : elements(type).map(text).filter { $0 != "null" }
        }
        let format = text(schema["format"])
        return (types ?? []).joined(separator: ", ") + (format.isEmpty ? "" : " (\(format))")
    }

    private static func text(_ value: JSON?) -> String {
        guard case .string(let text)? = value else { return "" }
        return text
    }

    private static func elements(_ value: JSON) -> [JSON] {
        guard case .array(let elements) = value else { return [] }
        return elements
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
    }
}
