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

    @Test(arguments: Role.allCases, Membership.roles) func `nobody grants what they do not hold`(
        actor: Role,
        granted: Role
    ) {
        let expected =
            switch actor {
            case .owner, .operator: true
            case .manager: granted == .agent
            // They hold it, but have no people:write to get as far.
            default: granted == actor
            }
        let mayGrant: Bool
        do {
            try Principal(person: nil, role: actor).requireGrant(
                of: granted.permissions,
                seeing: granted.visibility,
                by: .givesPlace
            )
            mayGrant = true
        } catch {
            mayGrant = false
        }
        #expect(mayGrant == expected)
    }

    @Test func `the matrix has a line for each permission`() {
        #expect(Permission.matrix.map(\.permission) == Permission.allCases)
    }

    @Test func `a refusal names what is missing`() throws {
        let actor = Principal(person: .make(), role: .manager, permissions: [.peopleWrite, .customersRead])
        #expect(throws: PeopleError.permissionNotHeld(.customersWrite)) {
            try actor.requireGrant(of: [.customersRead, .workRead, .customersWrite], seeing: .own, by: .givesPlace)
        }
        #expect(throws: PeopleError.permissionNotHeld(.rolesWrite)) {
            try actor.requireGrant(of: [.peopleWrite], seeing: .own, by: .givesPlace)
        }
        #expect(PeopleError.permissionNotHeld(.customersWrite).code == "permission.not_held.customers.write")
    }

    @Test(arguments: Visibility.allCases, Visibility.allCases) func `nobody gives a wider view than their own`(
        theirs: Visibility,
        wanted: Visibility
    ) throws {
        let actor = Principal(person: .make(), role: .manager, visibility: theirs)
        if wanted <= theirs {
            try actor.requireGrant(of: [], seeing: wanted, by: .givesPlace)
        } else {
            #expect(throws: PeopleError.visibilityNotHeld(wanted)) {
                try actor.requireGrant(of: [], seeing: wanted, by: .givesPlace)
            }
        }
    }

    @Test func `a role that does not see the company shows nothing of all of it`() throws {
        try CustomRole.check([.auditRead], seeing: .company)
        try CustomRole.check([.customersRead], seeing: .own)
        #expect(throws: PeopleError.roleNeedsCompany(.auditRead)) {
            try CustomRole.check([.auditRead, .customersRead], seeing: .subtree)
        }
    }

    @Test func `another role takes the company's own away, unless one is named`() throws {
        let own = CustomRole.ID.make()
        let given = try membership(.agent).applying(MembershipChange(role: .manager, roleID: own))
        #expect(given.role == .manager && given.roleID == own)
        #expect(try given.applying(MembershipChange(name: "Another")).roleID == own)
        #expect(try given.applying(MembershipChange(role: .manager)).roleID == nil)
    }

    @Test func `a change leaves alone what it does not name`() throws {
        let old = membership(.agent)
        let new = try old.applying(MembershipChange(name: "Another", team: .some(nil)))
        #expect(new.name == "Another" && new.teamID == nil && new.taskCapacity == 7 && new.role == .agent)
    }

    @Test func `a membership that ended does not change`() {
        #expect(throws: PeopleError.membershipEnded) {
            try membership(.agent, .ended).applying(MembershipChange(name: "Another"))
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
