import Domain
import Jobs
import Store
import TestSupport
import Testing

@Suite(.ownDatabase, .serialized) struct FairnessTests {
    @Test func `one company's flood does not keep the others waiting`() async throws {
        let kind = JobKind<Note>.fresh(), flood = try await Factory.company().id
        var others: [Company.ID] = []
        for _ in 1...20 { others.append(try await Factory.company().id) }
        try await database.withCompany(flood, as: .worker) {
            _ = try await $0.enqueueAll(kind, (0..<5000).map { _ in Note() })
        }
        for company in others {
            _ = try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note()) }
        }
        let small = others

        let left = try await withWorkers([.on(kind) { _, _ in .done }]) {
            try await soon("the others are served") {
                let list = small.map { "'\($0)'" }.joined(separator: ",")
                let open = "select count(*) from app.jobs where kind = '\(kind.name)' and company_id in (\(list))"
                return try testDatabase.psql(open) == "0"
            }
            return try testDatabase.psql("select count(*) from app.jobs where company_id = '\(flood)'")
        }

        #expect(try #require(Int(left)) > 1000)
    }

    @Test func `caps of kind and company hold exactly under four workers`() async throws {
        let narrow = JobKind<Note>.fresh(perCompany: 2), wide = JobKind<Note>.fresh()
        let company = try await Factory.company().id, narrowRuns = Tally(), allRuns = Tally()
        try await database.withCompany(company, as: .worker) {
            try await $0.setMaxRunningJobs(5)
            _ = try await $0.enqueueAll(narrow, (0..<30).map { _ in Note() })
        }
        // Later, so that the narrow kind is older and comes first.
        try await database.withCompany(company, as: .worker) {
            _ = try await $0.enqueueAll(wide, (0..<60).map { _ in Note() })
        }
        let isFull = Gate()
        let handlers: [JobHandler] = [
            .on(narrow) { _, _ in
                narrowRuns.up()
                allRuns.up()
                await isFull.pass()
                allRuns.down()
                narrowRuns.down()
                return .done
            },
            .on(wide) { _, _ in
                allRuns.up()
                await isFull.pass()
                allRuns.down()
                return .done
            },
        ]

        try await withWorkers(workers: 4, handlers) {
            defer { isFull.open() }
            try await soon("the company holds all it may") { narrowRuns.count == 2 && allRuns.count == 5 }
            isFull.open()
            try await soon("all are done") {
                let ended = (
                    try await count(narrow.name, .done, of: company), try await count(wide.name, .done, of: company)
                )
                return ended == (30, 60)
            }
        }

        #expect(narrowRuns.most == 2)
        #expect(allRuns.most == 5)
    }

    @Test func `kinds of one queue share its cap, exactly, under four workers`() async throws {
        let queue = JobQueue("tests_\(Factory.word())", perCompany: 3), runs = Tally(), isFull = Gate()
        let kinds = [JobKind<Note>.fresh(queue: queue), .fresh(queue: queue)], company = try await Factory.company().id
        for kind in kinds {
            try await database.withCompany(company, as: .worker) {
                _ = try await $0.enqueueAll(kind, (0..<30).map { _ in Note() })
            }
        }
        let handlers = kinds.map { kind in
            JobHandler.on(kind) { _, _ in
                runs.up()
                await isFull.pass()
                runs.down()
                return .done
            }
        }

        try await withWorkers(workers: 4, handlers) {
            defer { isFull.open() }
            try await soon("the queue is full") { runs.count == 3 }
            isFull.open()
            for kind in kinds {
                try await soon("all are done") { try await count(kind.name, .done, of: company) == 30 }
            }
        }

        #expect(runs.most == 3)
    }

    @Test func `a company without room runs nothing until it has some`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let id = try await database.withCompany(company, as: .worker) { transaction in
            try await transaction.setMaxRunningJobs(0)
            return try await transaction.enqueue(kind, Note())
        }
        let neighbour = try await Factory.company().id
        let other = try await database.withCompany(neighbour, as: .worker) { try await $0.enqueue(kind, Note()) }

        try await withWorkers([.on(kind) { _, _ in .done }]) {
            try await wait(for: other, of: neighbour, toBe: .done)
            #expect(try await count(kind.name, .ready, of: company) == 1)
            try await database.withCompany(company, as: .operator) { try await $0.setMaxRunningJobs(1) }
            try await wait(for: id, of: company, toBe: .done)
        }
    }

    @Test func `four workers do each of many jobs once`() async throws {
        let kind = JobKind<Note>.fresh(), runs = Tally()
        var companies: [Company.ID] = []
        for _ in 1...5 { companies.append(try await Factory.company().id) }
        for company in companies {
            _ = try await database.withCompany(company, as: .worker) {
                try await $0.enqueueAll(kind, (0..<200).map { _ in Note() })
            }
        }

        try await withWorkers(
            workers: 4,
            [
                .on(kind) { _, _ in
                    runs.up()
                    return .done
                }
            ]
        ) {
            try await soon("all are done") {
                try testDatabase.psql("select count(*) from app.job_history where kind = '\(kind.name)'") == "1000"
            }
        }

        #expect(runs.count == 1000)
    }
}
