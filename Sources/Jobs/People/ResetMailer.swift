import Domain
public import Logging
public import ServiceLifecycle
public import Store

/// Sends links to those who forgot their passwords. Beside the queue of jobs: a login belongs to no company, and the secret
/// of a link is made here, when the message is, so that it waits nowhere.
public struct ResetMailer: Service {
    private let database: Database
    private let sendmail: Sendmail
    private let publicURL: String
    private let logger: Logger

    /// From one look to the next.
    static let interval = Duration.seconds(5)
    /// Messages at one look.
    static let batch = 10

    /// A mailer; nil where the installation sends no mail or `from` is no address.
    public init?(database: Database, sendmail: String?, from: String?, publicURL: String?, logger: Logger) {
        guard let sendmail, let publicURL, let sender = from.flatMap(MailAddress.init) else { return nil }
        self.database = database
        self.sendmail = Sendmail(path: sendmail, sender: sender)
        self.publicURL = publicURL
        self.logger = logger
    }

    /// Sends until the process stops.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sendWaiting()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning(
                        "sending links for passwords",
                        metadata: ["error": "\(DatabaseFault.explanation(of: error))"]
                    )
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Sends what waits now, each message by itself; what fails is tried again after two minutes.
    func sendWaiting() async throws {
        for person in try await database.withHosting({ try await $0.takeResets(limit: Self.batch) }) {
            do {
                try await send(to: person)
            } catch is Sendmail.Failure {
                logger.warning("a link for a password was not taken by sendmail", metadata: ["person": "\(person.id)"])
            }
        }
    }

    private func send(to person: Person) async throws {
        guard let recipient = MailAddress(person.email) else {
            logger.notice("an address cannot be written to", metadata: ["person": "\(person.id)"])
            return try await database.withHosting { try await $0.noteReset(sentTo: person.id) }
        }
        let made = try await database.withHosting {
            try await $0.makeLink(.reset, for: person.id, by: .installation, from: .commandLine)
        }
        let message = ResetMessage(
            recipient: recipient,
            sender: sendmail.sender,
            language: person.locale,
            link: LoginLink.url(made.secret, for: .reset, below: publicURL)
        )
        try await sendmail.send(message.text, to: recipient)
        try await database.withHosting { try await $0.noteReset(sentTo: person.id) }
    }
}
