public import Domain
public import Postgres

extension Language: PostgresCodable {}
