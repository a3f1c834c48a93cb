public import ArgumentParser
public import Domain
import Foundation
import Store

/// `clientele import orders --company C FILE.csv`
struct ImportOrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Imports a purchase history of any size.",
        discussion: """
            Reads CSV by RFC 4180 in UTF-8 or GB 18030. The header names the columns, in English or Chinese: customer, \
            date and amount are needed; quantity, order number, product, customer name and currency are used where they \
            are there. With a product in each row, rows of one order that follow one another are its lines, and their \
            amounts are added up.

            A row that cannot be read goes into the rejects file with its line and reason; the others are kept. Importing \
            the same file again changes nothing, and an import that was interrupted goes on where it stopped.
            """
    )

    @Option(help: "The company: its short name or its id.")
    var company: String

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @Option(name: .customLong("map"), help: "A column by hand, field=column: --map date=Bestelldatum.")
    var mappings: [ColumnMapping] = []

    @Option(help: "comma, semicolon, tab, bar, or the character itself.")
    var delimiter: DelimiterName = DelimiterName(byte: UInt8(ascii: ","))

    @Option(help: "utf-8 or gb18030; found from the file where absent.")
    var encoding: TextEncoding?

    @Option(help: "Where the orders come from; with the order number it is their natural key.")
    var source = Import.defaultSource

    @Option(help: "Where refused rows are written; FILE.rejects.csv where absent.")
    var rejects: String?

    @Flag(help: "Read and check everything, store nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard Order.sourceLength.contains(source.unicodeScalars.count) else {
            throw ValidationError(
                "A source has 1 to \(Order.sourceLength.upperBound) characters.",
                "来源名称应为 1 到 \(Order.sourceLength.upperBound) 个字符。"
            )
        }
    }

    func run() async throws {
        let format = OrderFileFormat(
            delimiter: delimiter.byte,
            encoding: encoding,
            mapping: Dictionary(mappings.map { ($0.field, $0.column) }) { $1 }
        )
        let path = rejects ?? (file == "-" ? "stdin" : file) + ".rejects.csv"
        let summary = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            return try await ImportRun.reportingFailure {
                let run = ImportRun(
                    input: try OrderInput(path: file),
                    hosted: hosted,
                    format: format,
                    source: source,
                    rejects: RejectsFile(path: path, language: hosted.locale)
                )
                return try await dryRun ? run.rehearse() : run.store(in: database)
            }
        }
        try output.show(summary.wire) { _ in summary.text(.ofTerminal) }
        if summary.isTruncated { throw ExitCode(ImportExit.badData) }
    }
}

/// Exit codes after sysexits.h.
enum ImportExit {
    /// The file cannot be read as orders, or is cut off.
    static let badData: Int32 = 65
    /// There is no such file, or it may not be read.
    static let noInput: Int32 = 66
    /// The database stays away.
    static let unavailable: Int32 = 69
    /// The rejects file cannot be written.
    static let cannotWrite: Int32 = 73
    /// Ctrl-C.
    static let interrupted: Int32 = 130
}

/// `field=column`.
struct ColumnMapping: ExpressibleByArgument {
    let field: OrderField
    let column: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let field = OrderField(rawValue: String(parts[0])) else { return nil }
        self.field = field
        column = String(parts[1])
    }

    static var allValueStrings: [String] { OrderField.allCases.map { "\($0.rawValue)=COLUMN" } }
}

/// A delimiter by name or as itself.
struct DelimiterName: ExpressibleByArgument {
    let byte: UInt8

    init(byte: UInt8) {
        self.byte = byte
    }

    init?(argument: String) {
        switch argument {
        case "comma": byte = UInt8(ascii: ",")
        case "semicolon": byte = UInt8(ascii: ";")
        case "tab", "\\t": byte = UInt8(ascii: "\t")
        case "bar": byte = UInt8(ascii: "|")
        default:
            guard argument.utf8.count == 1, let only = argument.utf8.first, only != UInt8(ascii: "\"") else {
                return nil
            }
            byte = only
        }
    }

    var defaultValueDescription: String { "comma" }
}

extension TextEncoding: ExpressibleByArgument {}
