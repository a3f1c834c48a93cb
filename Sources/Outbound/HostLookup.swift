public import Domain
import Glibc
import NIOPosix

/// Finds the addresses of a host name. The system's look-up blocks, so it has threads of its own, made when the first
/// is asked for; one that hangs is left behind.
public enum HostLookup {
    /// Why a name has no address.
    public enum Failure: Error, Sendable, Hashable {
        /// There is none.
        case unknown
        /// Nobody answered in time.
        case timeout
    }

    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 32)
        pool.start()
        return pool
    }()

    /// The addresses, in the order in which they should be tried (RFC 6724).
    public static func addresses(of host: String, within limit: Duration) async throws -> [NetworkAddress] {
        let (answers, answer) = AsyncStream.makeStream(of: Result<[NetworkAddress], Failure>.self)
        threads.submit { _ in answer.yield(lookUp(host)) }
        let timer = Task {
            // Cancelled when there is an answer.
            try? await Task.sleep(for: limit)
            answer.yield(.failure(.timeout))
        }
        defer { timer.cancel() }
        for await first in answers { return try first.get() }
        throw Failure.timeout
    }

    private static func lookUp(_ host: String) -> Result<[NetworkAddress], Failure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return .failure(.unknown) }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(of: entry) { found.append(address) }
            next = entry.ai_next
        }
        return found.isEmpty ? .failure(.unknown) : .success(found)
    }

    private static func address(of entry: addrinfo) -> NetworkAddress? {
        guard let socket = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let address = socket.assumingMemoryBound(to: sockaddr_in.self).pointee.sin_addr
            return withUnsafeBytes(of: address) { NetworkAddress(bytes: Array($0)) }
        case AF_INET6:
            let address = socket.assumingMemoryBound(to: sockaddr_in6.self).pointee.sin6_addr
            return withUnsafeBytes(of: address) { NetworkAddress(bytes: Array($0)) }
        default: return nil
        }
    }
}
