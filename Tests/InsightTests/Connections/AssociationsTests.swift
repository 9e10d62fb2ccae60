import Civics
import Insight
import Testing

@Suite struct AssociationsTests {
    @Test func whatGoesTogetherIsFoundAndWhatDoesNotIsNot() throws {
        var city = CityOfComplaints(seed: 3)
        var rows: [[String]] = []
        for _ in 0..<4000 {
            let place = city.pick(["桂城", "大沥", "里水", "乐从"])
            let isNoise = city.below(100) < (place == "桂城" ? 40 : 20)
            rows.append([isNoise ? "噪声" : city.pick(["社保", "公交", "供水"]), place, city.pick(["早", "晚"])])
        }
        let found = Associations().pairs(in: rows)
        let noise = try #require(found.first { $0.first == "噪声" && $0.second == "桂城" })
        #expect(noise.lift > 1.3)
        #expect(noise.interval.contains(noise.lift))
        #expect(noise.interval.lowerBound > 1)
        #expect(!found.contains { $0.second == "早" || $0.second == "晚" })
    }

    /// Where nothing goes together, hardly anything may be found, however many pairs are tried.
    @Test func chanceIsNotTakenForAConnection() {
        var alarms = 0
        for seed in 0..<20 {
            var city = CityOfComplaints(seed: UInt64(seed))
            let rows = (0..<3000).map { _ in ["c\(city.below(12))", "p\(city.below(12))", "b\(city.below(12))"] }
            alarms += Associations().pairs(in: rows).isEmpty ? 0 : 1
        }
        #expect(alarms <= 3)
    }

    @Test func whatFollowsWhatIsFound() throws {
        var city = CityOfComplaints(seed: 8)
        var events: [Associations.Event] = []
        for place in 0..<60 {
            for _ in 0..<5 {
                let day = city.below(360)
                events.append(.init(key: "p\(place)", what: "施工", day: day))
                if city.below(3) > 0 {
                    events.append(.init(key: "p\(place)", what: "路面塌陷", day: day + 1 + city.below(5)))
                }
                events.append(.init(key: "p\(place)", what: "公交", day: city.below(365)))
            }
        }
        let found = Associations().sequences(in: events, window: 7, days: 365)
        let pair = try #require(found.first)
        #expect(pair.first == "施工" && pair.second == "路面塌陷")
        #expect(pair.lift > 5)
        #expect(!found.contains { $0.first == "公交" && $0.second == "施工" && $0.lift > 1.5 })
    }

    @Test func nothingComesOfNothing() {
        #expect(Associations().pairs(in: []).isEmpty)
        #expect(Associations().pairs(in: [[], ["a"], ["", ""]]).isEmpty)
        #expect(Associations().sequences(in: [], window: 7, days: 30).isEmpty)
        #expect(Associations().sequences(in: [.init(key: "a", what: "b", day: 1)], window: 40, days: 30).isEmpty)
    }

    @Test func whoComesAgainForOneMatterIsTold() {
        let at = Instant(milliseconds: 0)
        let found = RepeatedCaller.find(in: [
            ("甲", 1, at), ("甲", 1, at + .days(3)), ("甲", 1, at + .days(9)), ("甲", 2, at), ("乙", 3, at), ("乙", 4, at),
            ("丙", 5, at), ("丙", 6, at), ("丙", 7, at), ("", 1, at), ("", 1, at), ("", 1, at),
        ])
        #expect(found.map(\.person) == ["甲", "丙"])
        #expect(found[0].insistsOnOne && found[0].sameIssue == 3 && found[0].to == at + .days(9))
        #expect(!found[1].insistsOnOne)
    }

    @Test func aRequestFindsTheItemItIsAbout() {
        let matcher = TextMatcher([
            (key: "birth", title: "新生儿出生登记", text: "为新生婴儿办理户口登记，需出生医学证明、父母户口簿"),
            (key: "shop", title: "个体工商户设立登记", text: "申请营业执照，提交经营场所证明"),
            (key: "bus", title: "公交线路意见征集", text: "公交线路调整听取市民意见"),
        ])
        let found = matcher.matches(for: "孩子刚出生，户口登记要带什么证明？")
        #expect(found.first?.key == "birth")
        #expect(found.first?.words.contains("出生") == true)
        #expect(matcher.matches(for: "").isEmpty)
        #expect(matcher.matches(for: "qwerty").isEmpty)
        #expect(TextMatcher([]).matches(for: "户口").isEmpty)
    }
}
