import Foundation
import FoundationXML
import TestSupport
import Testing

/// `clientele insight backtest` as a process, over the published sample.
@Suite struct BacktestTests {
    /// The texts and the number of elements of each name in an SVG; throws where it is no XML.
    private final class Reading: NSObject, XMLParserDelegate {
        var texts: [String] = []
        var elements: [String: Int] = [:]
        private var text = ""

        init(_ path: String) throws {
            super.init()
            let parser = XMLParser(data: try Data(contentsOf: URL(filePath: path)))
            parser.delegate = self
            guard parser.parse() else { throw Program.Failure(description: "\(path) is no XML") }
        }

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements[name, default: 0] += 1
            text = ""
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            if name == "text" { texts.append(text) }
        }
    }

    @Test func `on the CDNOW holdout the model beats both naive forecasts, and draws it in both languages`() throws {
        let installation = try Installation()
        try installation.clientele("agency", "create", "Agency").checked()
        for slug in ["ours", "theirs"] {
            try installation.clientele("company", "create", "--name", "Discs & Co", "--slug", slug, "--currency", "USD")
                .checked()
        }
        try installation.clientele("import", "orders", "--company", "ours", Fixture.cdnow).checked()
        let period = ["--calibration-end", "1997-09-30", "--holdout-end", "1998-06-30"]

        let json = try JSON(
            parsing: Data(try backtest(installation, period + ["--json"]).checked().output.utf8)
        )
        let (english, chinese) = (installation.path("en.svg"), installation.path("zh.svg"))
        let page = try backtest(installation, period + ["--svg", english]).checked().output
        let chinesePage = try backtest(installation, period + ["--svg", chinese, "--language", "zh-CN"]).checked()
            .output
        let nothing = try installation.clientele("insight", "backtest", "--company", "theirs")

        let report = json["result"]["report"]
        let error = try #require(report["model"]["mean_absolute"].double)
        print(page)
        #expect(report["customers"].int == 2357 && report["actual_orders"].int == 1882)
        #expect(error < (try #require(report["same_as_last_period"]["mean_absolute"].double)))
        #expect(error < (try #require(report["own_rhythm"]["mean_absolute"].double)))
        #expect(json["beats_naive"].bool == true)
        #expect(page.contains("below both naive forecasts"))
        #expect(page.contains("1997-01-08") && page.contains("1998-06-30") && page.contains("┊"))
        #expect(page.split(separator: "\n").count { $0.contains("expected by the model") } == 11)
        #expect(chinesePage.contains("低于两种朴素预测"))
        for (path, words) in [
            (english, ["Cumulative repeat purchase days", "Day", "Share of customers", "holdout", "actual"]),
            (chinese, ["累计复购日", "日期", "客户比例", "验证期", "实际"]),
        ] {
            let svg = try Reading(path)
            #expect(Set(words).isSubset(of: svg.texts), "\(words) in \(svg.texts)")
            #expect(svg.texts.contains { $0.contains("Discs & Co") })
            #expect(svg.elements["polyline"] == 2)
            #expect(svg.texts.contains("1997-01-08") && svg.texts.contains("1998-06-30"))
        }
        #expect(nothing.status == 1 && nothing.errors.contains("There are no orders to learn from"))
        try installation.remove()
    }

    private func backtest(_ installation: Installation, _ options: [String]) throws -> Program {
        try Program.run(
            Installation.executable("clientele"),
            ["insight", "backtest", "--company", "ours"] + options,
            environment: installation.environment
        )
    }
}
