internal import CLibPQ

extension ConnectionState {
    /// Most parameters that one statement may have in the protocol.
    private static let mostParameters = 65_535

    /// Writes a unit and its Sync.
    mutating func send(
        _ id: UInt64,
        _ callersStatements: [SQL],
        commits: Bool = false,
        to receiver: Waiting.Receiver,
        deadline: Deadline,
        _ reactor: Reactor,
        _ effects: inout Effects
    ) {
        guard let handle else { return }
        if callersStatements.contains(where: { $0.parameters.values.count > Self.mostParameters }) {
            let error = PostgresError(.misuse, "a statement has more than \(Self.mostParameters) parameters")
            return effects.finished.append((receiver, .failure(error)))
        }
        let (front, back) = frame(commits: commits)
        let all = front + callersStatements + back
        let last = all.count - back.count - 1
        var steps: [Pipeline<ServerResult>.Step] = []
        var sent: [Waiting.Sent] = []
        var isStreaming = false
        if case .stream(let buffer) = receiver { (isStreaming, stream) = (true, buffer) }
        if case .copy(let buffer) = receiver {
            stream = buffer
            return sendCopy(id, all[last], to: receiver, deadline: deadline, reactor, &effects)
        }
        var worked = true
        for (index, statement) in all.enumerated() where worked {
            let step =
                isStreaming && index == last
                ? .stream(statement: index) : Pipeline<ServerResult>.Step.run(statement: index)
            worked = send(statement, as: step, on: handle.pointer, &steps, &sent)
        }
        worked = worked && PQpipelineSync(handle.pointer) == 1
        waiting[id] = Waiting(
            receiver: receiver,
            sent: sent,
            hiddenFirst: front.count,
            hiddenLast: back.count,
            deadline: deadline
        )
        apply(pipeline.send(id, steps), reactor, &effects)
        guard worked else { return lose(failure(of: handle.pointer), reactor, &effects) }
        flush(reactor, &effects)
    }

    /// Writes one statement, and its text where the server does not have it parsed.
    private mutating func send(
        _ statement: SQL,
        as step: Pipeline<ServerResult>.Step,
        on connection: OpaquePointer,
        _ steps: inout [Pipeline<ServerResult>.Step],
        _ sent: inout [Waiting.Sent]
    ) -> Bool {
        let text = statement.text
        let types = statement.parameters.types
        guard settings.preparesStatements else {
            sent.append(Waiting.Sent(text: text, prepared: nil))
            steps.append(step)
            return statement.parameters.sendUnprepared(text, on: connection)
        }
        let key = StatementCache.Key(text: text, types: types)
        if let known = statements.find(key) {
            sent.append(Waiting.Sent(text: text, prepared: (key, known)))
            steps.append(step)
            return statement.parameters.send(known.name, on: connection)
        }
        guard let added = statements.add(key) else {
            sent.append(Waiting.Sent(text: text, prepared: nil))
            steps.append(step)
            return statement.parameters.sendUnprepared(text, on: connection)
        }
        sent.append(Waiting.Sent(text: text, prepared: (key, added)))
        steps.append(.prepare(statement: step.statement))
        steps.append(step)
        return PQsendPrepare(connection, added.name, text, Int32(types.count), types.map(\.oid)) == 1
            && statement.parameters.send(added.name, on: connection)
    }

    /// Hands what is buffered to the kernel; what it does not take yet is written when the socket is ready. Reading goes
    /// on meanwhile: the server may stop reading us until we have read it.
    mutating func flush(_ reactor: Reactor, _ effects: inout Effects) {
        guard let handle else { return }
        let left = PQflush(handle.pointer)
        guard left >= 0 else { return lose(failure(of: handle.pointer), reactor, &effects) }
        guard wantsToWrite != (left == 1) else { return }
        wantsToWrite = left == 1
        watch(reactor)
    }

    /// What libpq says about a broken connection.
    func failure(of connection: OpaquePointer) -> PostgresError {
        let message = PQerrorMessage(connection).map { String(cString: $0).trimmingNewlines } ?? ""
        return PostgresError(.closed, message.isEmpty ? "the connection was lost" : message)
    }
}

extension Parameters {
    /// Runs a parsed statement with these values; results come in binary.
    fileprivate func send(_ name: String, on connection: OpaquePointer) -> Bool {
        withPointers { values, lengths, formats in
            PQsendQueryPrepared(connection, name, Int32(self.values.count), values, lengths, formats, 1) == 1
        }
    }

    /// Parses and runs a statement with these values; results come in binary.
    fileprivate func sendUnprepared(_ text: String, on connection: OpaquePointer) -> Bool {
        let types = self.values.map(\.type.oid)
        return withPointers { values, lengths, formats in
            PQsendQueryParams(connection, text, Int32(self.values.count), types, values, lengths, formats, 1) == 1
        }
    }

    /// The arrays that libpq wants. It copies what they point to before it returns.
    private func withPointers(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Bool
    ) -> Bool {
        // One byte more, so that an empty string has an address, too: a null pointer would be SQL's null.
        (bytes + [0]).withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(
                values.map { value in value.range.flatMap { range in start.map { $0 + range.lowerBound } } },
                values.map { Int32($0.range?.count ?? 0) },
                [Int32](repeating: 1, count: values.count)
            )
        }
    }
}
