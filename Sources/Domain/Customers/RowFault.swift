/// Why a row of an import is refused. The row is kept out, its neighbours are not.
public enum RowFault: Error, Hashable, Sendable {
    /// The line is not a CSV record.
    case csv(CSVFault)
    /// The row has another number of columns than the header.
    case columnCount(found: Int, expected: Int)
    /// The row's bytes are not UTF-8, or not the encoding that was asked for.
    case encoding
    /// The row holds a NUL byte, which PostgreSQL cannot keep in a text.
    case nul
    /// A cell that must not be empty is.
    case missing(OrderField)
    /// A cell has more characters than allowed.
    case tooLong(OrderField, limit: Int)
    /// A code, number or name holds a line break or another control character.
    case controlCharacter(OrderField)
    /// The amount or quantity is not a decimal number.
    case notNumber(OrderField)
    /// The amount has separators between groups of digits, or a decimal comma: it could mean two things.
    case separators
    /// The amount has more decimals than the currency has.
    case tooPrecise(decimals: Int)
    /// The amount or quantity is larger than can be kept.
    case outOfRange(OrderField)
    /// The date is in none of the known forms, or the calendar has no such day.
    case notDate
    /// The currency is not the company's.
    case currency(expected: Currency)
    /// The order number is known already, with another customer, time, amount or quantity.
    case conflict
}

extension RowFault {
    /// Stable and dotted, for programs: "row.amount.not_number".
    public var code: String {
        switch self {
        case .csv(.lineTooLong): "csv.line_too_long"
        case .csv(.fieldTooLong): "csv.field_too_long"
        case .csv(.strayQuote): "csv.stray_quote"
        case .csv(.unclosedQuote): "csv.unclosed_quote"
        case .csv(.truncated): "csv.truncated"
        case .columnCount: "csv.column_count"
        case .encoding: "text.encoding"
        case .nul: "text.nul"
        case .missing(let field): "row.\(field.rawValue).missing"
        case .tooLong(let field, _): "row.\(field.rawValue).too_long"
        case .controlCharacter(let field): "row.\(field.rawValue).control_character"
        case .notNumber(let field): "row.\(field.rawValue).not_number"
        case .separators: "row.amount.separators"
        case .tooPrecise: "row.amount.too_precise"
        case .outOfRange(let field): "row.\(field.rawValue).out_of_range"
        case .notDate: "row.date.not_date"
        case .currency: "row.currency.other"
        case .conflict: "row.number.conflict"
        }
    }

    /// The reason in one sentence.
    public func text(_ language: Language) -> String {
        switch self {
        case .csv(let fault): fault.text(language)
        case .columnCount(let found, let expected):
            language.text("\(found) columns, the header has \(expected)", "有 \(found) 列，表头为 \(expected) 列")
        case .encoding:
            language.text("not in the file's encoding; if the file is GB 18030, say so", "编码不符；如为 GB 18030 文件，请指明编码")
        case .nul: language.text("holds a NUL byte", "含有 NUL 字节")
        case .missing(let field): language.text("no \(field.name(.english))", "缺少\(field.name(.chinese))")
        case .tooLong(let field, let limit):
            language.text(
                "\(field.name(.english)) is longer than \(limit) characters",
                "\(field.name(.chinese))超过 \(limit) 个字符"
            )
        case .controlCharacter(let field):
            language.text("\(field.name(.english)) holds a control character", "\(field.name(.chinese))含有控制字符")
        case .notNumber(let field):
            language.text("\(field.name(.english)) is not a number", "\(field.name(.chinese))不是数字")
        case .separators:
            language.text("write the amount without separators, like 1234.50", "金额不能含分隔符，请写成 1234.50 的形式")
        case .tooPrecise(let decimals):
            language.text("the currency has \(decimals) decimals, the amount more", "金额小数位超过该币种的 \(decimals) 位")
        case .outOfRange(let field):
            language.text("\(field.name(.english)) is out of range", "\(field.name(.chinese))超出范围")
        case .notDate:
            language.text(
                "not a date like 2026-11-22, 2026/11/22 or 20261122",
                "日期应写成 2026-11-22、2026/11/22 或 20261122"
            )
        case .currency(let expected):
            language.text("the company's currency is \(expected.code)", "公司币种为 \(expected.code)")
        case .conflict:
            language.text("this order number is known with other values", "该订单号已存在且内容不同")
        }
    }
}

extension CSVFault {
    /// The reason in one sentence.
    func text(_ language: Language) -> String {
        switch self {
        case .lineTooLong: language.text("the line is too long", "该行过长")
        case .fieldTooLong: language.text("a field is too long", "字段过长")
        case .strayQuote: language.text("text follows a closing quote", "引号结束后仍有内容")
        case .unclosedQuote: language.text("a quote opens here and does not close", "此处的引号没有结束")
        case .truncated:
            language.text("the file ends inside a quote opened here: it is cut off", "文件在此处的引号内结束，文件不完整")
        }
    }
}
