internal import CLibPQ

extension ConnectionState {
    /// Sends a COPY TO STDOUT by itself, outside pipeline mode, in which libpq cannot copy. Nothing may be owed.
    mutating func sendCopy(
        _ id: UInt64,
        _ statement: SQL,
        to receiver: Waiting.Receiver,
        deadline: Deadline,
        _ reactor: Reactor,
        _ effects: inout Effects
    ) {
        guard let handle else { return }
        let sent = Waiting.Sent(text: statement.text, prepared: nil)
        waiting[id] = Waiting(receiver: receiver, sent: [sent], hiddenFirst: 0, hiddenLast: 0, deadline: deadline)
        apply(pipeline.send(id, [.run(statement: 0)]), reactor, &effects)
        guard PQexitPipelineMode(handle.pointer) == 1 else {
            return lose(failure(of: handle.pointer), reactor, &effects)
        }
        isCopying = true
        guard PQsendQuery(handle.pointer, sent.text) == 1 else {
            return lose(failure(of: handle.pointer), reactor, &effects)
        }
        flush(reactor, &effects)
    }

    /// Takes what has arrived of a copy. Returns whether libpq can be asked for a result now.
    mutating func takeCopied(_ connection: OpaquePointer, _ effects: inout Effects) -> Bool {
        guard isReceivingCopy else { return true }
        while true {
            var line: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(connection, &line, 1)
            guard length > 0, let line else {
                // Nothing complete yet, or the end, after which results come again.
                if length < 0 { isReceivingCopy = false }
                return length < 0
            }
            if case .copy(let buffer)? = waiting.first?.value.receiver {
                effects.copied.append(contentsOf: UnsafeRawBufferPointer(start: line, count: Int(length)))
                effects.copyBuffer = buffer
            }
            PQfreemem(line)
        }
    }

    /// The server has answered everything about a copy: back to pipeline mode.
    mutating func endCopying(_ connection: OpaquePointer) -> Bool {
        isCopying = false
        return PQenterPipelineMode(connection) == 1
    }
}
