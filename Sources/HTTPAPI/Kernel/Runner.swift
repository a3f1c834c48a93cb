import Domain
import Hummingbird
import Store

/// Runs a handler inside its transaction, with the stored answer of a repeated request in front of it.
struct Runner: Sendable {
    let call: Call
    let seat: Seat
    let body: InputBody
    let repeatable: RepeatableRequest?
    let request: Request

    func run() async throws -> Answer {
        switch (call.endpoint.runner, seat) {
        case (.company(let work), .company(let company, let principal, _)):
            return try await inCompany(company, principal, work)
        case (.upload(let work), .company(let company, let principal, _)):
            return try await withDeadline(Kernel.uploadDeadline) { try await upload(company, principal, work) }
        case (.stream(let work), .company(let company, let principal, _)):
            let scope = StreamScope(call: call, company: company, principal: principal, request: request)
            return Answer(status: .ok, stream: try await work(scope))
        case (.me(let work), .person(let person, let memberships, _)):
            let scope = PersonScope(call: call, person: person, memberships: memberships)
            return try await once {
                try await withDeadline(Kernel.personDeadline) { try await work(scope, body.value) }
            }
        case (.agency(let work), .agency(let agency, let role, _)):
            return try await once { try await work(AgencyScope(call: call, agency: agency, role: role), body.value) }
        default:
            throw Problem(.internalServerError, "internal")
        }
    }

    private func inCompany(
        _ company: Company.ID,
        _ principal: Principal,
        _ work: @escaping @Sendable (Scope, JSON) async throws -> Answer
    ) async throws -> Answer {
        if call.endpoint.toleratesLag {
            return try await call.database.readCompanyWithLag(company, as: principal, deadline: Kernel.deadline) {
                transaction in
                try await work(Scope(call: call, company: transaction), body.value)
            }
        }
        if call.endpoint.method == .get {
            return try await call.database.readCompany(company, as: principal, deadline: Kernel.deadline) {
                transaction in
                try await work(Scope(call: call, company: transaction), body.value)
            }
        }
        do {
            return try await change(company, principal, work)
        } catch let refusal as any DomainError {
            try await remember(refusal, company, principal)
            throw refusal
        }
    }

    private func change(
        _ company: Company.ID,
        _ principal: Principal,
        _ work: @escaping @Sendable (Scope, JSON) async throws -> Answer
    ) async throws -> Answer {
        try await call.database.withCompany(company, as: principal, deadline: Kernel.deadline) { transaction in
            let scope = Scope(call: call, company: transaction)
            guard let repeatable else { return try await work(scope, body.value) }
            guard try await transaction.claim(repeatable.name) else { throw RepeatableRequest.inFlight }
            if let earlier = try repeatable.replay(of: try await transaction.storedReply(repeatable.name)) {
                return earlier
            }
            let answer = try await work(scope, body.value)
            try await transaction.store(repeatable.stored(answer, of: call.endpoint), for: repeatable.name)
            return answer
        }
    }

    /// What belongs to no company has transactions of its own, so a repeatable request is announced before them and its
    /// answer written behind them; where the process ends in between, it may be tried again after a minute.
    private func once(_ work: () async throws -> Answer) async throws -> Answer {
        guard let repeatable else { return try await work() }
        let earlier = try await call.database.withHosting {
            try await $0.announce(repeatable.name, bodyHash: repeatable.bodyHash)
        }
        if let earlier = try repeatable.replay(of: earlier) { return earlier }
        do {
            let answer = try await work()
            let stored = try repeatable.stored(answer, of: call.endpoint)
            try await call.database.withHosting { try await $0.store(stored, for: repeatable.name) }
            return answer
        } catch {
            let stored = try (error as? any DomainError).flatMap { try repeatable.stored($0) }
            try await call.database.withHosting { hosting in
                if let stored {
                    try await hosting.store(stored, for: repeatable.name)
                } else {
                    try await hosting.forget(repeatable.name)
                }
            }
            throw error
        }
    }

    /// A refusal had no effect and its transaction is rolled back, so it is stored in one of its own.
    private func remember(_ refusal: any DomainError, _ company: Company.ID, _ principal: Principal) async throws {
        guard let repeatable, let stored = try repeatable.stored(refusal) else { return }
        try await call.database.withCompany(company, as: principal, deadline: Kernel.deadline) { transaction in
            guard try await transaction.storedReply(repeatable.name) == nil else { return }
            try await transaction.store(stored, for: repeatable.name)
        }
    }

    /// An upload has several transactions; its answer is stored in the last one.
    private func upload(
        _ company: Company.ID,
        _ principal: Principal,
        _ work: @escaping @Sendable (UploadScope) async throws -> Answer
    ) async throws -> Answer {
        let scope = UploadScope(
            call: call,
            company: company,
            principal: principal,
            mediaType: MediaType.essence(request.headers[.contentType]),
            body: request.body
        )
        guard let repeatable else { return try await work(scope) }
        let stored = try await scope.withCompany { try await $0.storedReply(repeatable.name) }
        if let stored {
            // The bytes were not read, so whether they are the same is not known; the name of the request decides.
            return try RepeatableRequest.replay(of: stored)
        }
        let answer = try await work(scope)
        let reply = try repeatable.stored(answer, of: call.endpoint)
        try await scope.withCompany { try await $0.store(reply, for: repeatable.name) }
        return answer
    }
}
