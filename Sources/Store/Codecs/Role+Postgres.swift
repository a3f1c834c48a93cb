public import Domain
public import Postgres

extension Role: PostgresCodable {}

extension SignInEvent.Deed: PostgresCodable {}

extension LoginLink.Purpose: PostgresCodable {}

extension Visibility: PostgresCodable {}

extension CustomerShare.Level: PostgresCodable {}

extension SupportGrant.State: PostgresCodable {}
