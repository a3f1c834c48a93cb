internal import CLibPQ

/// A pointer of libpq on its way between threads.
///
/// This is the one place where the compiler is told to trust us. What makes it true: a connection's pointer is touched
/// only under the lock of its `Connection`, except by the helper thread that made it and has not handed it over yet; a
/// result's pointer is only read after it has left libpq, and freed by the last reference to its `ServerResult`; a
/// cancel pointer is made under the connection's lock and then belongs to one helper thread.
struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }
}
