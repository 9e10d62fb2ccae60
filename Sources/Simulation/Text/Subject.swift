import Civics

/// What the simulator knows to say about a category, and when and where its matters come up.
struct Subject: Sendable {
    /// Where a matter of this kind happens, which decides how a message begins.
    enum Setting: UInt8, Sendable {
        case road, home, village, work, school, hospital, shop, none

        /// Others see it too, not the person alone.
        var isPlace: Bool { self == .road || self == .home || self == .village }

        init?(mark: Character) {
            switch mark {
            case "R": self = .road
            case "H": self = .home
            case "V": self = .village
            case "W": self = .work
            case "S": self = .school
            case "M": self = .hospital
            case "C": self = .shop
            case "N": self = .none
            default: return nil
            }
        }
    }

    /// Seasons, hours and urgency: the small letters of the phrase files.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt16

        static let storm = Marks(rawValue: 1 << 0)
        static let heat = Marks(rawValue: 1 << 1)
        static let school = Marks(rawValue: 1 << 2)
        static let yearEnd = Marks(rawValue: 1 << 3)
        static let cold = Marks(rawValue: 1 << 4)
        static let holiday = Marks(rawValue: 1 << 5)
        static let night = Marks(rawValue: 1 << 6)
        static let office = Marks(rawValue: 1 << 7)
        static let issue = Marks(rawValue: 1 << 8)
        static let urgent = Marks(rawValue: 1 << 9)
        static let critical = Marks(rawValue: 1 << 10)
        static let enterprise = Marks(rawValue: 1 << 11)

        static let letters: [(Character, Marks)] = [
            ("s", .storm), ("h", .heat), ("x", .school), ("y", .yearEnd), ("c", .cold), ("f", .holiday),
            ("n", .night), ("o", .office), ("i", .issue), ("u", .urgent), ("!", .critical), ("e", .enterprise),
        ]
    }

    var weight = 6
    var marks: Marks = []
    var setting = Setting.none
    var usualKind: RequestKind
    var titles = Phrasebook.List()
    /// For each happening, which titles speak of the same thing, a bit for each; 0 where any may stand.
    var titleMasks: [UInt8] = []
    var happenings = Phrasebook.List()
    var effects = Phrasebook.List()
    var wishes = Phrasebook.List()
    var deeds = Phrasebook.List()
    var information = Phrasebook.List()
    var bases = Phrasebook.List()
    /// Parts of the category's own explanation.
    var fragments = Phrasebook.List()
    /// The category's own name, for titles where nothing else is known.
    var heading = Phrasebook.List()
}

/// Joins the phrase files to the categories of a city.
struct SubjectCompiler {
    private struct Family {
        var name: Substring = ""
        var setting = Subject.Setting.none
        /// For each kind of line its alternatives, with the last digits of the leaves for which they are meant; none
        /// means all.
        var lines: [Character: [(leaves: Substring, text: Substring)]] = [:]
    }

    private struct Leaf {
        var weight: Int
        var marks: Subject.Marks
        var setting: Subject.Setting?
        var titles: Substring
        var happenings: [Substring] = []
    }

    private(set) var compiler = PhraseCompiler()
    private(set) var faults: [String] = []
    private var families: [Substring: Family] = [:]
    private var leaves: [Substring: Leaf] = [:]

    init(_ texts: [String]) {
        var family: Substring = ""
        var leaf: Substring?
        for line in texts.flatMap({ compiler.compile($0) }) {
            let rest = line.dropFirst(2)
            switch line.first {
            case "=":
                let parts = line.dropFirst().split(separator: " ", maxSplits: 2)
                guard parts.count == 3, let setting = parts[1].first.flatMap(Subject.Setting.init(mark:)) else {
                    faults.append("not a family: \(line)")
                    continue
                }
                family = parts[0]
                leaf = nil
                families[family] = Family(name: parts[2], setting: setting)
            case "#":
                let parts = line.dropFirst().split(separator: " ", maxSplits: 2)
                guard parts.count == 3, let read = Self.leaf(parts) else {
                    faults.append("not a leaf: \(line)")
                    continue
                }
                leaf = parts[0]
                leaves[parts[0]] = read
            case "h": leaf.map { leaves[$0]?.happenings.append(rest) }
            case let key? where "eadib".contains(key):
                let alternatives = PhraseCompiler.alternatives(of: rest).map(Self.marked)
                families[family]?.lines[key, default: []] += alternatives
            default: faults.append("not a line of a family: \(line)")
            }
        }
    }

    /// `14>text`: for leaves 01 and 04.
    private static func marked(_ alternative: Substring) -> (leaves: Substring, text: Substring) {
        let digits = alternative.prefix(while: \.isNumber)
        guard alternative.dropFirst(digits.count).first == ">" else { return ("", alternative) }
        return (digits, alternative.dropFirst(digits.count + 1))
    }

    private static func leaf(_ parts: [Substring]) -> Leaf? {
        let digits = parts[1].prefix(while: \.isNumber)
        guard let weight = Int(digits) else { return nil }
        var leaf = Leaf(weight: weight, marks: [], titles: parts[2])
        for mark in parts[1].dropFirst(digits.count) {
            if let setting = Subject.Setting(mark: mark) {
                leaf.setting = setting
            } else if let known = Subject.Marks.letters.first(where: { $0.0 == mark }) {
                leaf.marks.insert(known.1)
            } else {
                return nil
            }
        }
        return leaf
    }

    /// The subject of a category: from its family and leaf where the codes and the family's name agree, otherwise
    /// from its explanation.
    mutating func subject(_ category: Category) -> Subject {
        let family = families[category.code.prefix(4)].flatMap { $0.name == category.level2.zh ? $0 : nil }
        let hasFamily = family != nil
        var subject = Subject(usualKind: category.kind)
        subject.fragments = compiler.list(Explanation.fragments(of: category))
        subject.heading = compiler.list([Explanation.heading(of: category)])
        if let family {
            let isKnown = leaves[category.code[...]] != nil
            func list(_ key: Character, _ compiler: inout PhraseCompiler) -> Phrasebook.List {
                let fitting = (family.lines[key] ?? []).filter { line in
                    line.leaves.isEmpty || isKnown && line.leaves.contains(category.code.last ?? "-")
                }
                return compiler.list(fitting.map(\.text))
            }
            subject.effects = list("e", &compiler)
            subject.wishes = list("a", &compiler)
            subject.deeds = list("d", &compiler)
            subject.information = list("i", &compiler)
            subject.bases = list("b", &compiler)
            subject.setting = category.kind == .enquiry ? .none : family.setting
            if let leaf = leaves[category.code[...]] {
                subject.weight = leaf.weight
                subject.marks = leaf.marks
                subject.setting = leaf.setting ?? subject.setting
                subject.titles = compiler.list([leaf.titles])
                subject.happenings = compiler.list(leaf.happenings)
                subject.titleMasks = titleMasks(subject)
            }
        } else {
            subject.marks = Explanation.marks(of: category)
            subject.setting = category.kind == .enquiry ? .none : .road
            subject.weight = 3 + Int(SeededGenerator.mix(Explanation.hash(category.code)) % 24)
        }
        if category.kind == .enquiry { subject.marks.insert(.office) }
        let book = compiler.book
        if subject.titles.isEmpty { subject.titles = book[.fallbackTitle] }
        if subject.happenings.isEmpty {
            subject.happenings = book[category.kind == .enquiry ? .fallbackQuestion : .fallbackHappening]
        }
        if subject.effects.isEmpty, !hasFamily { subject.effects = book[.fallbackEffect] }
        if subject.wishes.isEmpty { subject.wishes = book[.fallbackWish] }
        if subject.deeds.isEmpty { subject.deeds = book[.fallbackDeed] }
        if subject.information.isEmpty { subject.information = book[.fallbackInformation] }
        return subject
    }

    /// Of the titles of a leaf, those that share most with a happening: pairs of characters, then single ones.
    private func titleMasks(_ subject: Subject) -> [UInt8] {
        let book = compiler.book
        func phrases(_ list: Phrasebook.List) -> [[Unicode.Scalar]] {
            (list.first..<list.first + list.count).map { Array(book.literals(of: Int($0)).unicodeScalars) }
        }
        let titles = phrases(subject.titles)
        return phrases(subject.happenings).map { happening in
            let pairs = zip(happening, happening.dropFirst()).map { [$0, $1] }
            let scores = titles.map { title in
                title.count { happening.contains($0) }
                    + 4 * zip(title, title.dropFirst()).count { pairs.contains([$0, $1]) }
            }
            guard let best = scores.max(), best > 0, titles.count <= 8 else { return 0 }
            return scores.indices.reduce(0) { scores[$1] == best ? $0 | 1 << UInt8($1) : $0 }
        }
    }

    /// Takes a name into the book, so that it can be written like a phrase.
    mutating func literal(_ text: String) -> Phrasebook.Instruction { compiler.literal(text) }

    mutating func list(_ lines: [Substring]) -> Phrasebook.List { compiler.list(lines) }
}
