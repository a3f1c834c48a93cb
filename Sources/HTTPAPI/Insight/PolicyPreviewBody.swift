import Domain

struct PolicyPreviewBody: Body {
    let customers: Int
    let up: Int
    let down: Int
    let moved: Int
    let cells: [CellBody]
    let moves: [MoveBody]
    let workload: WorkloadBody

    struct CellBody: Encodable, Sendable {
        let from: String
        let to: String
        let customers: Int
    }

    struct MoveBody: Encodable, Sendable {
        let customer: CustomerReference
        let from: String
        let to: String
        let monetary: Money
    }

    /// How many of those who move are listed.
    static let listed = 100

    init(_ preview: PolicyPreview, names: [Customer.ID: String], currency: Currency) {
        customers = preview.customers
        up = preview.up
        down = preview.down
        moved = preview.moves.count
        cells = preview.cells.map { CellBody(from: $0.from, to: $0.to, customers: $0.customers) }
        moves = preview.moves.prefix(Self.listed).map { move in
            MoveBody(
                customer: CustomerReference(id: move.customer, name: names[move.customer]),
                from: move.from,
                to: move.to,
                monetary: Money(amountMinor: move.totalMinor, currency: currency)
            )
        }
        workload = WorkloadBody(preview.workload, currency: currency)
    }

    private init(cell: CellBody, move: MoveBody) {
        workload = WorkloadBody(
            PolicyWorkload(
                now: .init([], rules: .standard),
                proposed: .init([], rules: .standard),
                capacity: .init(agents: 12, load: 600)
            ),
            currency: .cny
        )
        (customers, up, down, moved) = (2357, 1, 0, 1)
        cells = [cell]
        moves = [move]
    }

    static let example = PolicyPreviewBody(
        cell: CellBody(from: "B", to: "A", customers: 1),
        move: MoveBody(customer: .example, from: "B", to: "A", monetary: Money(amountMinor: 123_450, currency: .cny))
    )
    static let notes = [
        "customers": "How many were compared",
        "up": "How many come to a better place in the order of tiers",
        "down": "How many come to a worse place",
        "moved": "How many change their tier",
        "cells": "The matrix from the tier now to the tier then, without empty cells",
        "moves": "Those who move, highest value first, at most 100",
    ].merging(WorkloadBody.notes(under: "workload")) { first, _ in first }
}

/// A customer as other things refer to it.
struct CustomerReference: Encodable, Sendable {
    let id: Customer.ID
    /// Absent where the reader may not see the customer.
    let name: String?

    static let example = CustomerReference(id: Examples.id(5), name: "张伟")
}
