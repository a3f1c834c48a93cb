extension Lateness {
    /// Why the customer counts as leaving, in one sentence with the numbers.
    public func reason(_ language: Language) -> String {
        switch language {
        case .english:
            """
            No order for \(silentDays) days since \(lastOn); over \(orderDays) purchase days the usual gap was \
            \(usualDays) days, and more than \(lateAfterDays) is late.
            """
        case .chinese:
            """
            自\(lastOn)起已\(silentDays)天未下单；在\(orderDays)个购买日中，惯常间隔为\(usualDays)天，\
            超过\(lateAfterDays)天即为偏晚。
            """
        }
    }
}
