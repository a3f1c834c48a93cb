import Domain
import Foundation
import Logging
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct ResetMailerTests {
    /// A program that takes mail, keeps it in a folder, and refuses it where there is a file named `refuse`.
    private struct Post {
        let folder: URL
        var program: String { folder.appending(path: "sendmail").path }

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let script = """
                #!/bin/sh
                [ ! -e '\(folder.path)/refuse' ] || exit 75
                printf '%s\\n' "$@" >'\(folder.path)/arguments'
                cat >'\(folder.path)/message'
                env >'\(folder.path)/environment'
                """
            try Data(script.utf8).write(to: folder.appending(path: "sendmail"))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        }

        func read(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }

        func mailer() throws -> ResetMailer {
            try #require(
                ResetMailer(
                    database: testDatabase.worker,
                    sendmail: program,
                    from: "no-reply@clientele.example",
                    publicURL: "https://clientele.example",
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                )
            )
        }

        /// The text of the message, decoded.
        func text() throws -> String {
            let parts = try read("message").components(separatedBy: "\n\n")
            let body = try #require(Data(base64Encoded: parts[1].replacing("\n", with: "")))
            return String(decoding: body, as: UTF8.self)
        }
    }

    private func person(_ email: String, _ language: Language = .english) async throws -> Person {
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Bcc: all@victim.example\u{2028}x", email: email, locale: language)
        }
        try await database.withHosting { try await $0.requestReset(email: email) }
        return person
    }

    @Test(arguments: [(Language.english, "Hello"), (.chinese, "您好")])
    func `a message with a link that works goes to the person, in their language`(
        language: Language,
        greeting: String
    ) async throws {
        let post = try Post()
        let person = try await person("\(Factory.word())@people.example", language)
        try await post.mailer().sendWaiting()
        let (message, text) = (try post.read("message"), try post.text())
        #expect(try post.read("arguments") == "-i\n-f\nno-reply@clientele.example\n--\n\(person.email)\n")
        #expect(message.hasPrefix("From: no-reply@clientele.example\nTo: \(person.email)\nSubject: =?utf-8?B?"))
        #expect(!message.contains("Bcc") && message.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        #expect(text.contains(greeting))
        let link = try #require(text.split(separator: "\n").first { $0.hasPrefix("https://") })
        #expect(link.hasPrefix("https://clientele.example/password-reset#"))
        let secret = try #require(SecretToken(String(link.suffix(43))))
        let holder = try await database.withHosting { try await $0.holder(of: secret, for: .reset) }
        #expect(holder?.id == person.id)
        #expect(try !post.read("environment").contains("DATABASE"))
        let kept = try testDatabase.psql(
            "select string_agg(t::text, '') from (select l::text from app.login_links l union all select r::text from app.reset_requests r) t"
        )
        #expect(!kept.contains(secret.text))
    }

    @Test func `what was sent is not sent again, and what was refused is`() async throws {
        let post = try Post()
        let person = try await person("\(Factory.word())@people.example")
        let refusing = post.folder.appending(path: "refuse")
        try Data().write(to: refusing)
        try await post.mailer().sendWaiting()
        #expect(!FileManager.default.fileExists(atPath: post.folder.appending(path: "message").path))
        try FileManager.default.removeItem(at: refusing)
        try await post.mailer().sendWaiting()
        #expect(!FileManager.default.fileExists(atPath: post.folder.appending(path: "message").path), "leased")
        try testDatabase.psql("update app.reset_requests set lease_until = now() where person_id = '\(person.id)'")
        try await post.mailer().sendWaiting()
        #expect(try post.text().contains("https://"))
        try FileManager.default.removeItem(at: post.folder.appending(path: "message"))
        try await database.withHosting { try await $0.requestReset(email: person.email) }
        try await post.mailer().sendWaiting()
        #expect(!FileManager.default.fileExists(atPath: post.folder.appending(path: "message").path))
    }

    @Test(arguments: ["a,b@people.example", "\"a b\"@people.example", "-oQ/tmp@people.example", "甲@people.example"])
    func `an address that is more than one plain address is not written to`(email: String) async throws {
        #expect(MailAddress(email) == nil)
        guard Person.isEmail(email) else { return }
        let post = try Post()
        _ = try await person(email)
        try await post.mailer().sendWaiting()
        #expect(!FileManager.default.fileExists(atPath: post.folder.appending(path: "message").path))
    }

    @Test func `no mail is sent where nothing says how`() {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let nothing = ResetMailer(
            database: testDatabase.worker,
            sendmail: nil,
            from: nil,
            publicURL: nil,
            logger: logger
        )
        #expect(nothing == nil)
    }
}
