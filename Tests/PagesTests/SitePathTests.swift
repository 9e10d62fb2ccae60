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
        (.reports(), "/desk/reports"),
        (.reports(kind: .annual, year: 2026, page: 2), "/desk/reports?kind=annual&year=2026&page=2"),
        (.report(ReportOrder("2026-W46")!), "/desk/reports/2026-W46"),
        (
            .reportVersion(ReportOrder("2026-10@district:nanhai")!, 2),
            "/desk/reports/2026-10@district:nanhai/versions/2"
        ),
        (.reportFile(ReportOrder("2026")!, 1, .docx), "/desk/reports/2026/versions/1/file.docx"),
        (.reportAction(ReportOrder("2026")!, 1, .sendBack), "/desk/reports/2026/versions/1/send-back"),
        (.asset("tokens.css", digest: "abc"), "/assets/tokens.css?v=abc"),
        (
            .board(BoardAddress(BoardQuery(.body, scope: .city, period: .month(year: 2026, month: 11)))),
            "/desk/board?period=2026-11&scope=city"
        ),
        (
            .board(
                BoardAddress(
                    BoardQuery(.town, scope: .district("nanhai"), period: .quarter(year: 2026, quarter: 4)),
                    order: BoardOrder(.overdue, isDescending: false), page: 2)),
            "/desk/board?period=2026-Q4&by=town&district=nanhai&sort=overdue&order=ascending&page=2"
        ),
        (.appeals(decided: true), "/desk/appeals?view=decided"),
        (.inspections(case: SampleCity.number), "/desk/inspections?case=261118-01286-9"),
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

    private func query(of path: SitePath) -> (String) -> String? {
        let query = path.description.split(separator: "?").dropFirst().joined().split(separator: "&")
            .map { $0.split(separator: "=") }
        return { name in query.first { $0[0] == name }.flatMap { decoded($0[1]) } }
    }

    @Test func aNumberOfTheBoardIsFoundAgainFromItsAddress() {
        let days = SampleCity.day(11, 9)...SampleCity.day(11, 15)
        for what in BoardNumber.What.allCases {
            for cut in BoardCut.allCases {
                for scope in [BoardScope.city, .district("南海 & 桂城"), .under("nanhai-gov")] {
                    for value in [nil, "a/b"] {
                        let number = BoardNumber(what, cut, value: value, scope: scope, days: days)
                        #expect(BoardNumber(query: query(of: .boardRequests(number))) == number)
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "2026-W47", "2026-11", "2026-Q4", "2026", "2026-11-02..2026-11-18",
    ])
    func aBoardIsFoundAgainFromItsAddress(period: String) throws {
        let usual = CityPeriod.year(2020)
        for scope in [BoardScope.city, .district("nanhai"), .under("nanhai-gov")] {
            for order in [nil, BoardOrder(.composite, isDescending: true), BoardOrder(.name, isDescending: false)] {
                let board = BoardAddress(
                    BoardQuery(.category, scope: scope, period: try #require(CityPeriod(period))), order: order, page: 3
                )
                let found = BoardAddress(query: query(of: .board(board)), usual: .under("elsewhere"), period: usual)
                #expect(found == board)
            }
        }
    }

    @Test(arguments: [
        ["period": "2026-13"], ["period": "last month"], ["period": "0000"], ["by": "planet"], ["sort": "mood"],
        ["page": "0"], ["district": "nanhai", "under": "nanhai-gov"], ["scope": "world"],
    ])
    func anAddressThatNamesNoBoardIsNone(query: [String: String]) {
        #expect(BoardAddress(query: { query[$0] }, usual: .city, period: .year(2026)) == nil)
    }

    @Test func whatAnAddressDoesNotSayIsAsUsual() {
        let board = BoardAddress(query: { _ in nil }, usual: .district("nanhai"), period: .year(2026))
        #expect(board == BoardAddress(BoardQuery(.body, scope: .district("nanhai"), period: .year(2026))))
        // Days the wrong way round are put right.
        let days = ["from": "2026-11-18", "to": "2026-11-02"]
        let turned = BoardAddress(query: { days[$0] }, usual: .city, period: .year(2026))
        #expect(turned?.query.period.description == "2026-11-02..2026-11-18")
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
