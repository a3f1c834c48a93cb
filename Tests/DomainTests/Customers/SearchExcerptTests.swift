import Domain
import Testing

@Suite struct SearchExcerptTests {
    private func hit(
        _ words: [String],
        _ closeness: SearchHit.Closeness = .words,
        _ fields: (SearchHit.Field, String)...
    ) -> SearchHit {
        SearchHit(
            kind: .customer,
            id: .make(),
            customerID: .make(),
            customerName: "",
            closeness: closeness,
            words: words,
            fields: fields.map { (field: $0.0, text: $0.1) }
        )
    }

    /// The highlighted parts of what is shown.
    private func shown(_ hit: SearchHit) -> [String] {
        let scalars = Array(hit.excerpt.text.unicodeScalars)
        return hit.excerpt.highlights.map { String(String.UnicodeScalarView(scalars[$0])) }
    }

    @Test func `the field with most of the words is shown`() {
        let found = hit(["green", "tea"], .words, (.name, "Tea House"), (.note, "Prefers green tea"))
        #expect(found.field == .note)
        #expect(shown(found) == ["green", "tea"])
    }

    @Test func `words are marked without regard to case, at the beginning of words`() {
        #expect(shown(hit(["stone"], .words, (.name, "Michael STONE, Millstone"))) == ["STONE"])
        #expect(shown(hit(["mich"], .beginnings, (.name, "Michael"))) == ["Mich"])
    }

    @Test func `chinese characters are marked wherever they stand`() {
        #expect(shown(hit(["茶叶"], .words, (.name, "西湖茶叶有限公司"))) == ["茶叶"])
    }

    @Test(arguments: ["micheal", "michel", "michaels", "nichael"])
    func `a word with one letter that differs is marked whole`(word: String) {
        #expect(shown(hit([word], .similar, (.name, "Michael Stone"))) == ["Michael"])
        #expect(shown(hit([word], .words, (.name, "Michael Stone"))).isEmpty)
    }

    @Test func `what was found by pinyin is shown without marks`() {
        let found = hit(["wangxiaoming"], .words, (.name, "王小明"), (.code, "C-1"))
        #expect((found.field, found.excerpt.text) == (.name, "王小明"))
        #expect(shown(found).isEmpty)
    }

    @Test func `of a long text the part around the first word is shown`() {
        let long = String(repeating: "何", count: 1000) + "龙井" + String(repeating: "也", count: 1000)
        let found = hit(["龙井"], .words, (.summary, long))
        #expect(found.excerpt.text.unicodeScalars.count == SearchExcerpt.length)
        #expect(shown(found) == ["龙井"])
        #expect(found.excerpt.highlights.first?.lowerBound == 40)
    }

    @Test func `marks do not overlap and end with the text`() {
        #expect(shown(hit(["tea", "teas"], .beginnings, (.note, "teas"))) == ["teas"])
        let end = String(repeating: "x ", count: 200) + "tea"
        let found = hit(["tea"], .words, (.note, end))
        #expect(shown(found) == ["tea"] && found.excerpt.text.hasSuffix("tea"))
    }
}
