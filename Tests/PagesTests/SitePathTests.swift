import Civics
import Pages
import Reporting
import Testing

struct SitePathTests {
    @Test(arguments: [
        (SitePath.home, "/"), (.ask(), "/ask"), (.ask(kind: .enquiry), "/ask?kind=enquiry"),
        (.followCase(SampleCity.number), "/follow/261118-01286-9"),
        (.rating(SampleCity.number), "/follow/261118-01286-9/rating"),
        (.withdrawal(SampleCity.number), "/follow/261118-01286-9/withdraw"), (.places(under: nil), "/places"),
        (.places(under: "nanhai"), "/places?under=nanhai"),
        (.large(on: false, back: "/ask"), "/large?on=0&back=%2Fask"),
        (.dispatch(view: "urgent", case: SampleCity.number), "/desk/dispatch?view=urgent&case=261118-01286-9"),
        (.dispatch(query: ""), "/desk/dispatch"),
        (.caseAction(SampleCity.number, .callBack), "/desk/cases/261118-01286-9/call-back"),
        (.weeklyReport(CityWeek("2026-W46")!), "/desk/reports/weekly/2026-W46"),
        (.asset("tokens.css", digest: "abc"), "/assets/tokens.css?v=abc"),
        (.signIn(back: "/desk?a=1&b=2"), "/sign-in?back=%2Fdesk%3Fa%3D1%26b%3D2"),
    ])
    func addressesAreAsAgreed(path: SitePath, address: String) {
        #expect(path.description == address)
    }

    @Test func whatPeopleTypeIsEncodedByteByByte() {
        #expect(
            SitePath.ask(about: "路灯 &?#%/\"<\n\u{0301}").description
                == "/ask?about=%E8%B7%AF%E7%81%AF%20%26%3F%23%25%2F%22%3C%0A%CC%81")
        #expect(SitePath.asset("../secret", digest: nil).description == "/assets/..%2Fsecret")
    }

    @Test func aFigureIsFoundAgainFromItsAddress() {
        for cut in FigureCut.allCases {
            for measure in Measure.allCases {
                let figure = FigureQuery(
                    measure, cut, first: "南海 & 桂城", second: cut == .total ? "" : "01",
                    days: SampleCity.day(11, 9)...SampleCity.day(11, 15))
                let address = SitePath.requests(figure).description
                let query = address.split(separator: "?")[1].split(separator: "&").map { $0.split(separator: "=") }
                func value(_ name: String) -> String? {
                    query.first { $0[0] == name }.flatMap { decoded($0[1]) }
                }
                #expect(FigureQuery(query: value) == figure)
            }
        }
    }

    @Test(arguments: [
        ["measure": "nothing", "from": "2026-11-09", "to": "2026-11-15"],
        ["measure": "received", "from": "2026-11-09"],
        ["measure": "received", "from": "2026-11-16", "to": "2026-11-15"],
        ["measure": "received", "from": "2026-02-30", "to": "2026-11-15"],
        ["measure": "received", "from": "2026-11-09", "to": "2026-11-15", "by": "planet"],
    ])
    func anAddressThatNamesNoFigureIsNone(query: [String: String]) {
        #expect(FigureQuery(query: { query[$0] }) == nil)
    }

    private func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)!)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
