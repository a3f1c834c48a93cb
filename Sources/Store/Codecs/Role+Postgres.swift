public import Domain
public import Postgres

extension Role: PostgresCodable {}
