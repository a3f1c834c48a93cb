/// Every job this program can do: one line each.
public enum JobList {
    /// What the worker is started with.
    public static let all: [JobHandler] = [
        .importOrders,
        .scoreCompany,
        .runBacktest,
        .reviewWarnings,
        .pairProducts,
        .planWork,
        .closeReturnedWarnings,
        .followCustomers,
    ]
}
