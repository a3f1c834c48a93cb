import NIOCore

/// An address cannot be listened on.
public struct ListenError: Error, Sendable, CustomStringConvertible {
    /// One line that says what to change.
    public let description: String

    /// Runs a server and turns the failure to bind its address into one clear line. `setting` names what to change.
    public static func naming(
        _ setting: String,
        _ host: String,
        _ port: Int,
        _ serve: () async throws -> Void
    ) async throws {
        do {
            try await serve()
        } catch let error as IOError {
            throw ListenError(
                description: "cannot listen on \(host) port \(port): \(error.description); set \(setting)."
            )
        } catch let error as SocketAddressError {
            throw ListenError(description: "cannot listen on \(host) port \(port): \(error); set \(setting).")
        }
    }
}
