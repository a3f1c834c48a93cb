public import Domain
public import Postgres

extension Company.State: PostgresCodable {}
extension Agency.Role: PostgresCodable {}
extension Membership.State: PostgresCodable {}
