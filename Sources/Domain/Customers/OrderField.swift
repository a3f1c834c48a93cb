/// What a column of an order file can mean.
public enum OrderField: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// The customer's code.
    case customer
    /// The day, or day and time, of the order.
    case date
    /// The amount, a decimal in the company's currency.
    case amount
    /// Pieces.
    case quantity
    /// The code or name of a product; the rows of one order, which follow one another, are its lines.
    case product
    /// The order's number.
    case number
    /// The customer's name.
    case name
    /// The currency of the amount; it must be the company's.
    case currency

    /// The fields without which a row is no order.
    public static let required: [OrderField] = [.customer, .date, .amount]

    /// The field's name for people.
    public func name(_ language: Language) -> String {
        switch self {
        case .customer: language.text("customer", "客户编号")
        case .date: language.text("date", "日期")
        case .amount: language.text("amount", "金额")
        case .quantity: language.text("quantity", "数量")
        case .product: language.text("product", "商品")
        case .number: language.text("order number", "订单号")
        case .name: language.text("customer name", "客户名称")
        case .currency: language.text("currency", "币种")
        }
    }

    /// Headers that mean this field, normalised as by ``OrderColumns/normalise(_:)``.
    var headers: [String] {
        switch self {
        case .customer:
            [
                "customer", "customer_id", "customer_code", "customer_no", "customer_number", "client", "client_id",
                "client_code", "cust_id", "buyer", "buyer_id", "member", "member_id", "user_id", "客户", "客户编号", "客户代码",
                "客户号", "客户id", "会员", "会员号", "会员编号", "买家", "买家编号",
            ]
        case .date:
            [
                "date", "order_date", "ordered_at", "ordered_on", "order_time", "purchase_date", "purchased_at",
                "transaction_date", "invoice_date", "日期", "时间", "下单日期", "下单时间", "订单日期", "订单时间", "交易日期", "交易时间", "购买日期",
            ]
        case .amount:
            [
                "amount", "total", "order_amount", "order_total", "total_amount", "revenue", "dollars", "金额", "订单金额",
                "交易金额", "实付金额", "总金额", "总额", "销售额",
            ]
        case .quantity: ["quantity", "qty", "units", "pieces", "lineitem_quantity", "数量", "件数", "购买数量"]
        case .product:
            [
                "sku", "product_code", "product_id", "product_no", "item_id", "item_code", "stock_code", "stockcode",
                "article", "lineitem_sku", "商品编码", "商品编号", "商品代码", "商品id", "货号", "sku编码", "product", "item",
                "product_name", "item_name", "lineitem_name", "商品", "商品名称", "产品", "产品名称",
            ]
        case .number:
            [
                "number", "order_number", "order_no", "order_id", "order", "invoice", "invoice_no", "invoice_number",
                "transaction_id", "订单号", "订单编号", "单号", "发票号", "流水号", "交易号",
            ]
        case .name:
            ["name", "customer_name", "client_name", "buyer_name", "客户名称", "客户姓名", "客户名", "姓名", "名称", "会员姓名", "买家姓名"]
        case .currency: ["currency", "币种", "货币"]
        }
    }
}
