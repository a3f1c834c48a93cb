import Dispatch
import Foundation
import Glibc

/// Ctrl-C and the signals with which a supervisor ends a process.
enum StopSignal {
    /// Returns at the first of SIGINT, SIGTERM and SIGHUP, or when the task is cancelled.
    static func wait() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)  // the source sees it all the same; the default would end the process
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
    }
}
