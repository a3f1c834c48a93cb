import ArgumentParser
import Domain
import Store

extension PersonCommand {
    /// Takes a second factor away from somebody who lost it.
    struct RemoveFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take away the second factor of a person who lost it, with the recovery codes. Be sure who asks."
        )

        @Argument(help: "Address or id of the person.")
        var person: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let isRemoved = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let person = try await hosting.person(named: person).id
                    return try await hosting.removeSecondFactor(of: person, from: .commandLine)
                }
            }
            guard isRemoved else {
                throw ValidationError(
                    "\(person) has no second factor.",
                    "\(person) 没有第二重验证。"
                )
            }
            try output.show(["removed": person]) { _ in person }
        }
    }
}
