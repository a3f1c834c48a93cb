import Dispatch
import Foundation
import Glibc

/// Ctrl-C while a command may be left at any moment.
enum Interruption {
    /// Says something and ends the process at the first SIGINT or SIGTERM.
    static func watch(_ say: @escaping @Sendable () -> Void) -> Watch {
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)  // the source sees it all the same; the default would end the process silently
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                say()
                _exit(128 + number)
            }
            source.resume()
            return source
        }
        return Watch(sources: sources)
    }

    /// The watch, until it is cancelled.
    struct Watch {
        fileprivate let sources: [any DispatchSourceSignal]

        func cancel() {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
    }
}
