/// Who waits for a unit, and what is needed to hand them its outcome.
struct Waiting {
    /// How the outcome is handed over.
    enum Receiver {
        case task(CheckedContinuation<[Rows], any Error>)
        case stream(StreamBuffer<Row>)
        case copy(StreamBuffer<[UInt8]>)
        /// Nobody: the connection itself looks at the state it is left in.
        case nobody
    }

    /// One statement as it was sent.
    struct Sent {
        let text: String
        /// Set where the statement is kept parsed.
        let prepared: (key: StatementCache.Key, statement: PreparedStatement)?
    }

    let receiver: Receiver
    let sent: [Sent]
    /// Statements at the front that the caller did not write and does not see.
    let hiddenFirst: Int
    /// The same at the end.
    let hiddenLast: Int
    let deadline: Deadline

    /// The outcome as the caller sees it.
    func outcome(_ result: Result<[ServerResult], PostgresError>) -> Result<[Rows], PostgresError> {
        switch result {
        case .success(let replies):
            var rows: [Rows] = []
            rows.reserveCapacity(replies.count - hiddenFirst - hiddenLast)
            for (index, reply) in replies.enumerated().dropFirst(hiddenFirst).dropLast(hiddenLast) {
                rows.append(Rows(result: reply, columns: columns(of: reply, statement: index)))
            }
            return .success(rows)
        case .failure(var error):
            if let index = error.statementIndex {
                error.statement = sent[index].text
                error.statementIndex = hiddenFirst..<sent.count - hiddenLast ~= index ? index - hiddenFirst : nil
            }
            return .failure(error)
        }
    }

    func columns(of result: ServerResult, statement: Int) -> Columns {
        sent[statement].prepared?.statement.columns(of: result) ?? Columns(of: result)
    }
}

/// What to do once the lock of a connection is free again.
struct Effects {
    var finished: [(Waiting.Receiver, Result<[Rows], PostgresError>)] = []
    var rows: [Row] = []
    var rowBuffer: StreamBuffer<Row>?
    /// What was copied, in one piece.
    var copied: [UInt8] = []
    var copyBuffer: StreamBuffer<[UInt8]>?
    var cancel: Handle?
    var released: (completion: @Sendable (Bool) -> Void, isUsable: Bool)?
    var lost: PostgresError?
    var notifications: [ServerNotification] = []
}
