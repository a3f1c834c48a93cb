internal import CLibPQ

extension ConnectionState {
    /// Reads what there is, takes what is complete, writes what is left.
    mutating func readAndWrite(_ reactor: Reactor, _ effects: inout Effects) {
        guard let handle else { return }
        // With TLS a record of up to 16 kB may lie decrypted in the library where epoll does not see it, and libpq
        // takes at least 8 kB of it with each call.
        for _ in 0..<(usesTLS ? 4 : 1) {
            let isAlive = PQconsumeInput(handle.pointer) == 1
            takeResults(handle.pointer, reactor, &effects)
            guard self.handle != nil else { return }
            guard isAlive, PQstatus(handle.pointer) == CONNECTION_OK else {
                return lose(failure(of: handle.pointer), reactor, &effects)
            }
        }
        takeNotifications(handle.pointer, &effects)
        // What was finished above may have led to new statements.
        flush(reactor, &effects)
    }

    /// Takes every result that is complete. `PQgetResult` would block where none is, hence `PQisBusy`; on a broken
    /// connection it would go on for ever, hence the status.
    private mutating func takeResults(_ connection: OpaquePointer, _ reactor: Reactor, _ effects: inout Effects) {
        while handle != nil, takeCopied(connection, &effects), PQisBusy(connection) == 0, pipeline.owesAnything {
            if let result = Handle(PQgetResult(connection)).map(ServerResult.init) {
                if isCopying, result.status == PGRES_COPY_OUT {
                    isReceivingCopy = true
                    continue
                }
                guard let event = event(of: result) else {
                    // libpq would answer the same for ever: the protocol waits for the copy, the pipeline has none.
                    return lose(PostgresError(.misuse, "COPY cannot be sent as a statement"), reactor, &effects)
                }
                apply(pipeline.receive(event), reactor, &effects)
            } else {
                guard PQstatus(connection) == CONNECTION_OK else { return }
                apply(pipeline.receive(.endOfStep), reactor, &effects)
                guard isCopying else { continue }
                guard endCopying(connection) else { return lose(failure(of: connection), reactor, &effects) }
                apply(pipeline.receive(.sync), reactor, &effects)
            }
        }
    }

    /// What a result means; nil where it means that data is to be copied.
    private func event(of result: ServerResult) -> Pipeline<ServerResult>.Event? {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .reply(result)
        case PGRES_SINGLE_TUPLE: .row(result)
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .skipped
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR: .failure(result.error)
        default: nil
        }
    }

    private func takeNotifications(_ connection: OpaquePointer, _ effects: inout Effects) {
        while let notification = PQnotifies(connection) {
            let channel = String(cString: notification.pointee.relname)
            effects.notifications.append(
                ServerNotification(channel: channel, payload: String(cString: notification.pointee.extra))
            )
            PQfreemem(notification)
        }
    }
}
