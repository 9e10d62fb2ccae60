/// A reply in English, read by the words that such replies use.
struct EnglishReply {
    private let words: [Substring]
    private let text: String

    init(_ reply: String) {
        text = PlainText(reply, limit: 6000).string
        words = Self.words(of: text)
    }

    func hints(_ request: (title: String, text: String)) -> [ReplyHint] {
        let says = !holds(Self.actions).isEmpty || words.count >= 25
        if !says {
            if holdsPhrase(Self.transfers) { return [.onlyPassedOn] }
            if holdsPhrase(Self.receipts) { return [.onlyReceived] }
        }
        var hints: [ReplyHint] = []
        if !speaks(of: request) { hints.append(.missesTheMatter) }
        if holds(Self.actions).isEmpty { hints.append(.noAction) }
        if holds(Self.bodies).isEmpty { hints.append(.noBody) }
        if !namesDate { hints.append(.noDate) }
        if holds(Self.rules).isEmpty, !text.contains("§") { hints.append(.noBasis) }
        return hints
    }

    private static func words(of text: String) -> [Substring] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "'") }
    }

    private func holds(_ list: Set<String>) -> [Substring] { words.filter { list.contains(String($0)) } }
    private func holdsPhrase(_ list: [String]) -> Bool { list.contains { text.contains($0) } }

    /// A fifth of the longer words of the request, or three of them, by their beginnings: `lights` is `light`.
    private func speaks(of request: (title: String, text: String)) -> Bool {
        func stems(_ words: [Substring]) -> Set<Substring> {
            Set(words.filter { $0.count >= 4 && !Self.common.contains(String($0)) }.map { $0.prefix(5) })
        }
        let asked = stems(Self.words(of: PlainText("\(request.title) \(request.text)", limit: 600).string))
        guard !asked.isEmpty else { return true }
        let shared = asked.intersection(stems(words)).count
        return shared >= 3 || Double(shared) >= 0.2 * Double(asked.count)
    }

    private var namesDate: Bool {
        for (word, next) in zip(words, words.dropFirst() + [""]) {
            if Self.days.contains(String(word)) { return true }
            let isNumber = word.allSatisfy(\.isNumber)
            if isNumber, Self.units.contains(String(next)) || Self.months.contains(String(next)) { return true }
            if Self.months.contains(String(word)), next.first?.isNumber == true { return true }
        }
        // 11/18/2026, 2026-11-18
        return text.split(separator: " ").contains { part in
            part.count(where: { $0 == "/" || $0 == "-" }) >= 1 && part.count(where: \.isNumber) >= 3
                && part.allSatisfy { $0.isNumber || "/-.,".contains($0) }
        }
    }

    private static func set(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let receipts = ["received your", "has been received", "thank you for"]
    private static let transfers = ["forwarded", "referred", "passed on", "passed to", "transferred", "sent to the"]
    private static let actions = set(
        """
        repaired repair replaced replace fixed fix inspected inspect cleaned clean removed remove installed install issued \
        issue fined fine ordered order closed close scheduled visited visit checked check measured resurfaced cleared clear \
        collected collect refunded refund paid approved granted planned built adjusted stopped restored restore added \
        investigated painted trimmed planted enforced cited completed arranged contacted treated patrolled
        """)
    private static let bodies = set(
        """
        department office agency bureau authority division team crew crews unit inspector inspectors officer officers \
        commission council district court police company contractor contractors precinct board service
        """)
    private static let rules = set(
        "code law laws section rule rules regulation regulations act policy standard standards ordinance title statute")
    private static let months = set(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug \
        sep sept oct nov dec
        """)
    private static let days = set(
        "today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday tonight")
    private static let units = set("day days hour hours week weeks month months am pm")
    private static let common = set(
        """
        that this with have been from they there their would could should which when what where will your please about \
        some more than very into over every does because
        """)
}
