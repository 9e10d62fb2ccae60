import Civics
import Pages
import Reporting
import Tabular

/// The board as a table of all its lines, for spreadsheets. Rates stand as shares of one, each with its numerator,
/// denominator and interval.
struct BoardTable: Sendable {
    private static let linesPerChunk = 100

    private let board: Board
    private let lines: [BoardLine]
    private let places: [String: ClosedRange<Int>]
    private let names: [String: LocalName]
    private let language: Language
    private let format = CSVFormat(neutralisesFormulas: true)

    init(_ board: Board, order: BoardOrder?, language: Language, city: City) {
        let order = order ?? .usual(board.rules)
        let names = BoardNames(city: city).names(of: board)
        self.board = board
        self.names = names
        self.language = language
        lines = order.sorted(board, names: names.mapValues { language.say($0) })
        places = order.places(in: board)
    }

    /// The bytes of the table, some lines at a time.
    var chunks: some Sequence<[UInt8]> {
        let starts = stride(from: 0, to: max(1, lines.count), by: Self.linesPerChunk)
        return starts.lazy.map { start in
            var bytes: [UInt8] = []
            if start == 0 {
                format.append(head, to: &bytes)
                format.append(fields(board.whole), to: &bytes)
            }
            for line in lines.dropFirst(start).prefix(Self.linesPerChunk) { format.append(fields(line), to: &bytes) }
            return bytes
        }
    }

    private var head: [String] {
        var head = [
            language.say("编号", "Identifier"), language.say(board.query.cut.name), language.say("名次从", "Place from"),
            language.say("名次到", "Place to"), language.say("派发", "Dispatched"), language.say("办结", "Closed"),
            language.say("在办（现在）", "Open now"), language.say("超时在办（现在）", "Late now"),
            language.say("综合分", "Score"), language.say("综合分下限", "Score, low"), language.say("综合分上限", "Score, high"),
        ]
        for rate in ScoredRate.allCases {
            let name = language.say(rate.name)
            head += [
                name, language.say("\(name)分子", "\(name), numerator"),
                language.say("\(name)分母", "\(name), denominator"),
                language.say("\(name)下限", "\(name), low"), language.say("\(name)上限", "\(name), high"),
                language.say("\(name)比前一段", "\(name), change"), language.say("\(name)比去年同期", "\(name), change on year"),
            ]
        }
        return head + [
            language.say("申诉成立不计", "Left out after appeals"), language.say("从", "From"), language.say("到", "To"),
            language.say("评分规则", "Rules"),
        ]
    }

    private func fields(_ line: BoardLine) -> [String] {
        let value = line.value ?? ""
        let place = places[value]
        var fields = [
            value, line.value == nil ? language.say("总体", "The whole") : names[value].map { language.say($0) } ?? value,
            text(place?.lowerBound), text(place?.upperBound), String(line.dispatched), String(line.closed),
            String(line.open), String(line.overdue), text(line.composite?.value),
            text(line.composite?.interval.lowerBound),
            text(line.composite?.interval.upperBound),
        ]
        let before = line.value.map { board.before?.lines[$0] } ?? board.before?.whole
        let yearBefore = line.value.map { board.yearBefore?.lines[$0] } ?? board.yearBefore?.whole
        for kind in ScoredRate.allCases {
            let rate = line.rate(kind)
            let isShown = rate.denominator >= max(1, board.rules.showFrom)
            fields += [
                isShown ? text(rate.value) : "",
                isWhole(rate.numerator) ? String(Int(rate.numerator)) : text(rate.numerator),
                String(rate.denominator), isShown ? text(rate.interval?.lowerBound) : "",
                isShown ? text(rate.interval?.upperBound) : "", change(rate, before?.rate(kind)),
                change(rate, yearBefore?.rate(kind)),
            ]
        }
        return fields + [
            String(line.excluded), board.days.lowerBound.description, board.days.upperBound.description,
            board.rules.version.description,
        ]
    }

    private func change(_ now: Rate, _ then: Rate?) -> String {
        let least = max(1, board.rules.showFrom)
        guard let then, now.denominator >= least, then.denominator >= least, let a = now.value, let b = then.value
        else {
            return ""
        }
        return text(a - b)
    }

    private func isWhole(_ number: Double) -> Bool { number == number.rounded() }

    private func text(_ number: Int?) -> String { number.map { String($0) } ?? "" }

    /// Six decimals.
    private func text(_ number: Double?) -> String {
        guard let number else { return "" }
        let millionths = Int((number * 1_000_000).rounded())
        let (whole, rest) = abs(millionths).quotientAndRemainder(dividingBy: 1_000_000)
        return "\(millionths < 0 ? "-" : "")\(whole).\(padded(rest, 6))"
    }
}
