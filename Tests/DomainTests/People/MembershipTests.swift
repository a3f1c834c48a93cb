import Foundation
import Testing

@testable import Domain

@Suite struct MembershipTests {
    private func membership(_ role: Role, _ state: Membership.State = .active) -> Membership {
        Membership(
            personID: .make(),
            role: role,
            name: "Somebody",
            locale: .english,
            teamID: .make(),
            taskCapacity: 7,
            state: state,
            version: 3,
            createdAt: .now,
            updatedAt: .now,
            endedAt: state == .ended ? .now : nil
        )
    }

    @Test(arguments: Role.allCases, Role.allCases) func `nobody grants what they do not hold`(
        actor: Role,
        granted: Role
    ) {
        let expected =
            switch actor {
            case .owner, .operator: Membership.roles.contains(granted)
            case .manager: granted == .agent || granted == .auditor
            default: false
            }
        #expect(actor.mayGrant(granted) == expected)
    }

    @Test func `a manager does not touch an owner's role`() {
        #expect(throws: PeopleError.roleNotGrantable) {
            try membership(.owner).applying(MembershipChange(role: .agent), by: .manager)
        }
        #expect(throws: PeopleError.roleNotGrantable) {
            try membership(.agent).applying(MembershipChange(role: .owner), by: .manager)
        }
    }

    @Test func `a change leaves alone what it does not name`() throws {
        let old = membership(.agent)
        let new = try old.applying(MembershipChange(name: "Another", team: .some(nil)), by: .manager)
        #expect(new.name == "Another" && new.teamID == nil && new.taskCapacity == 7 && new.role == .agent)
    }

    @Test func `a membership that ended does not change`() {
        #expect(throws: PeopleError.membershipEnded) {
            try membership(.agent, .ended).applying(MembershipChange(name: "Another"), by: .owner)
        }
    }

    @Test(arguments: [
        ("a@b", true), ("Ann@Example.com", true), ("@b", false), ("a@", false), ("a@b@c", false), ("a b@c", false),
        ("ab", false),
    ])
    func `an address has something on both sides of one sign`(text: String, expected: Bool) {
        #expect(Person.isEmail(text) == expected)
    }
}
