import Testing

@testable import Postgres

@Suite struct PipelineTests {
    private let broken = PostgresError(.server, "broken")
    private let gaveUp = PostgresError(.cancelled, "gave up")

    @Test func `a unit ends with its Sync and brings all replies`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0), .run(statement: 1)])

        let actions = [.reply("a"), .endOfStep, .reply("b"), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(actions) == ["finish 1: a b", "idle"])
        #expect(pipeline.isIdle)
    }

    @Test func `preparing brings no reply of its own`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.prepare(statement: 0), .run(statement: 0)])

        let actions = [.reply("parsed"), .endOfStep, .reply("a"), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(actions) == ["prepared 0 of 1: true", "finish 1: a", "idle"])
    }

    @Test func `an error names its statement and skips the rest of the unit`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0), .run(statement: 1), .prepare(statement: 2), .run(statement: 2)])
        _ = pipeline.send(2, [.run(statement: 0)])

        let first = [
            .reply("a"), .endOfStep, .failure(broken), .endOfStep, .skipped, .endOfStep, .skipped, .endOfStep, .sync,
        ].flatMap { pipeline.receive($0) }
        let second = [.reply("z"), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(first) == ["prepared 2 of 1: false", "finish 1: broken in statement 1"])
        #expect(summary(second) == ["finish 2: z", "idle"])
    }

    @Test func `an error at the Sync belongs to no statement`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0)])

        let actions = [.reply("a"), .endOfStep, .failure(broken), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(actions) == ["finish 1: broken", "idle"])
    }

    @Test func `giving up answers at once, cancels once and drops what still comes`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0)])

        #expect(summary(pipeline.abandon(1, gaveUp)) == ["finish 1: gave up", "cancel"])
        #expect(summary(pipeline.abandon(1, gaveUp)).isEmpty)
        #expect(pipeline.isDraining)
        let late = [.failure(broken), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(late).isEmpty)
        #expect(!pipeline.isIdle, "the cancel request may still hit something")
        #expect(summary(pipeline.cancelDelivered()) == ["idle"])
        #expect(pipeline.isIdle)
    }

    @Test func `a cancel request that came too early is repeated`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0)])
        _ = pipeline.abandon(1, gaveUp)

        #expect(summary(pipeline.cancelAgain()).isEmpty, "one is still on its way")
        _ = pipeline.cancelDelivered()
        #expect(summary(pipeline.cancelAgain()) == ["cancel"])
    }

    @Test func `giving up on a later unit does not cancel the one before it`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0)])
        _ = pipeline.send(2, [.run(statement: 0)])

        #expect(summary(pipeline.abandon(2, gaveUp)) == ["finish 2: gave up"])
        let first = [.reply("a"), .endOfStep, .sync].flatMap { pipeline.receive($0) }

        #expect(summary(first) == ["finish 1: a", "cancel"])
    }

    @Test func `losing the connection tells everybody who still waits`() {
        var pipeline = Pipeline<String>()
        _ = pipeline.send(1, [.run(statement: 0)])
        _ = pipeline.send(2, [.run(statement: 0)])
        _ = pipeline.send(3, [.run(statement: 0)])
        _ = pipeline.abandon(2, gaveUp)
        _ = pipeline.receive(.failure(broken))

        let actions = pipeline.lose(PostgresError(.closed, "lost"))

        #expect(summary(actions) == ["finish 1: broken in statement 0", "finish 3: lost"])
        #expect(pipeline.isIdle)
    }

    @Test func `rows of a stream are asked for when its turn comes and passed on until given up`() {
        var pipeline = Pipeline<String>()

        #expect(summary(pipeline.send(1, [.run(statement: 0), .stream(statement: 1)])).isEmpty)
        #expect(summary([.reply("begin"), .endOfStep].flatMap { pipeline.receive($0) }) == ["single rows"])
        #expect(summary(pipeline.receive(.row("x"))) == ["row x of 1"])
        _ = pipeline.abandon(1, gaveUp)
        #expect(summary(pipeline.receive(.row("y"))).isEmpty)
    }

    @Test func `what nobody asked for is ignored`() {
        var pipeline = Pipeline<String>()

        let actions = [.reply("a"), .endOfStep, .sync, .failure(broken)].flatMap { pipeline.receive($0) }

        #expect(summary(actions).isEmpty)
    }

    private func summary(_ actions: [Pipeline<String>.Action]) -> [String] {
        actions.map { action in
            switch action {
            case .singleRows: "single rows"
            case .row(let id, let row): "row \(row) of \(id)"
            case .prepared(let id, let statement, let worked): "prepared \(statement) of \(id): \(worked)"
            case .finish(let id, .success(let replies)): "finish \(id): " + replies.joined(separator: " ")
            case .finish(let id, .failure(let error)):
                "finish \(id): \(error.message)" + (error.statementIndex.map { " in statement \($0)" } ?? "")
            case .cancel: "cancel"
            case .idle: "idle"
            }
        }
    }
}
