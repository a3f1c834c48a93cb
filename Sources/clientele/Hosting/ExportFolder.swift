import ArgumentParser
import Domain
import Foundation
import Store

/// A folder with one company in it.
struct ExportFolder: Sendable {
    static let manifest = "manifest.json"
    static let company = "company.json"
    static let persons = "persons.json"

    let path: String

    /// A folder to write into; made where it is not there, refused where anything is in it.
    init(new path: String) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard try files.contentsOfDirectory(atPath: path).isEmpty else {
            throw ValidationError(
                "\(path) is not empty.",
                "\(path) 不是空目录。"
            )
        }
        self.path = path
    }

    /// A folder to read from.
    init(existing path: String) throws {
        guard FileManager.default.isReadableFile(atPath: path + "/" + Self.manifest) else {
            throw ValidationError(
                "\(path) is no export: it has no \(Self.manifest).",
                "\(path) 不是导出目录：缺少 \(Self.manifest)。"
            )
        }
        self.path = path
    }

    /// A new file for a table.
    func create(_ table: String) throws -> FileHandle {
        let file = file(of: table)
        let isMade = FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade, let handle = FileHandle(forWritingAtPath: file) else {
            throw ValidationError(
                "\(file) cannot be written.",
                "无法写入 \(file)。"
            )
        }
        return handle
    }

    /// The path of a table's file.
    func file(of table: String) -> String { "\(path)/\(table).csv" }

    func write(_ value: some Encodable, to name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        let file = path + "/" + name
        let isMade = FileManager.default.createFile(
            atPath: file,
            contents: try encoder.encode(value),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else {
            throw ValidationError(
                "\(file) cannot be written.",
                "无法写入 \(file)。"
            )
        }
    }

    func read<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(type, from: Data(contentsOf: URL(filePath: path + "/" + name)))
        } catch {
            throw CompanyMoveError.damaged(file: name)
        }
    }
}

/// What an export holds.
struct ExportManifest: Codable, Sendable {
    var format = 1
    let company: String
    let exportedAt: Date
    /// Each behind those that its rows refer to.
    let tables: [TableContent]
}

/// The company of an export, as far as it is not in its tables.
struct ExportedCompany: Codable, Sendable {
    let id: String
    let name: String
    let slug: String
    let locale: Language
    let timeZone: String
    let currency: Currency

    init(_ company: Company) {
        id = company.id.description
        name = company.name
        slug = company.slug
        locale = company.locale
        timeZone = company.timeZone
        currency = company.currency
    }
}

/// Somebody with a place in the company of an export.
struct ExportedPerson: Codable, Sendable {
    let id: Person.ID
    let name: String
    let email: String
    let locale: Language
    let createdAt: Date

    init(_ person: Person) {
        id = person.id
        name = person.name
        email = person.email
        locale = person.locale
        createdAt = person.createdAt
    }

    var person: Person { Person(id: id, name: name, email: email, locale: locale, createdAt: createdAt) }
}
