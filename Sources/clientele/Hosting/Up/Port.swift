import Foundation
import Glibc

/// TCP ports of 127.0.0.1.
enum Port {
    /// Whether a server could listen there now.
    static func isFree(_ port: Int) -> Bool {
        listening(on: port) != nil
    }

    /// A port that nobody listens on now, 1024 to 65535; zero where there is none.
    static func anyFree() -> Int {
        listening(on: 0) ?? 0
    }

    /// Listens for a moment, and says where.
    private static func listening(on port: Int) -> Int? {
        let descriptor = socket(AF_INET, LocalSocket.stream, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // A server that has just gone leaves connections behind; they do not keep the next one from listening.
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        return LocalSocket.withAddress(port: port) { address, length in
            var length = length
            guard bind(descriptor, address, length) == 0, listen(descriptor, 1) == 0 else { return nil }
            guard getsockname(descriptor, address, &length) == 0 else { return nil }
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { named in
                Int(in_port_t(bigEndian: named.pointee.sin_port))
            }
        }
    }
}
