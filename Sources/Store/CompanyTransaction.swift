public import Domain
package import Postgres

/// A transaction inside one company. Only `Database` hands one out; it is of use until the closure that got it returns.
public struct CompanyTransaction: StoreTransaction {
    /// The company. Every statement on a company's table names it: `company_id = \(company)`.
    public let company: Company.ID
    /// Who acts.
    public let principal: Principal
    package let transaction: Transaction
    /// What there is to say once it is committed.
    let hints: TransactionHints
}
