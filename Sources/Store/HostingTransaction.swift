package import Postgres

/// A transaction across companies, with the rights of the host. Only `Database` hands one out; it is of use until the
/// closure that got it returns.
public struct HostingTransaction: StoreTransaction {
    package let transaction: Transaction
}
