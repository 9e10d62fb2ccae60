import Casework
import Civics

/// How requests come in.
extension CitySimulator {
    /// What a request is about, before it is written.
    private struct Matter {
        var word: UInt64
        var category: Int
        var place: Int
        var kind: RequestKind
        var line: ServiceLine
        var person: Int64
        var marks: OpenCase.Marks = []
        var target: (ordinal: Int, slot: Int32) = (-1, -1)
        var isRepeat = false
    }

    mutating func receive(
        _ arrival: Arrivals.Arrival, ordinal: Int, slot: Int32
    ) -> (OpenCase, SimulatedStep) {
        var generator = SeededGenerator(seed: seed ^ 0x4341_5345, stream: UInt64(ordinal))
        let (day, time) = city.zone.local(Instant(milliseconds: arrival.at))
        let part = rhythm.part(day, time: time)
        var matter = self.matter(arrival.cause, ordinal: ordinal, month: day.month, part: part, &generator)
        let urgency = urgency(
            of: matter.category, kind: matter.kind, isStorm: matter.marks.contains(.storm), &generator)
        let channel = channel(part, time: time, line: matter.line, &generator)
        if matter.kind == .report || generator.chance(matter.kind == .complaint ? 40 : 20) {
            matter.marks.insert(.protected)
        }
        var open = OpenCase(
            ordinal: ordinal, generator: generator, matter: matter.word, person: matter.person,
            category: Int32(matter.category), place: Int32(matter.place), kind: matter.kind, urgency: urgency,
            line: matter.line, channel: channel, receivedAt: arrival.at, marks: matter.marks, target: matter.target)
        let step = receipt(&open, isRepeat: matter.isRepeat, day: day)
        let kept = RecentMatter(
            ordinal: ordinal, slot: slot, matter: matter.word, person: matter.person, category: open.category,
            place: open.place, kind: matter.kind, line: matter.line)
        if case .issue(let issue) = arrival.cause {
            if !isHandled(matter.target) { recent.setFirst(of: issue.seed, ordinal: ordinal, slot: slot) }
        } else {
            recent.add(received: kept)
        }
        planIntake(&open)
        return (open, step)
    }

    private mutating func matter(
        _ cause: Arrivals.Cause, ordinal: Int, month: Int, part: DayRhythm.Part, _ generator: inout SeededGenerator
    ) -> Matter {
        switch cause {
        case .issue(let issue):
            var facts = SeededGenerator(seed: issue.seed)
            let category = demand.issueCategory(&facts)
            let place = demand.leaf(&facts)
            let usual = writer.subjects[category].usualKind
            let kind = generator.chance(850) ? usual : demand.kind(of: category, &generator)
            var matter = Matter(
                word: facts.next(), category: category, place: place, kind: kind, line: .public,
                person: resident(ordinal), marks: [.issue, .duplicate])
            if let first = recent.first(of: issue.seed) { matter.target = first }
            return matter
        case .storm(let word):
            let category = demand.stormCategory(&generator)
            let place = demand.leaf(hitBy: word, &generator)
            return Matter(
                word: generator.next(), category: category, place: demand.named(place, &generator),
                kind: demand.kind(of: category, &generator), line: .public, person: resident(ordinal), marks: .storm)
        case .usual:
            if generator.chance(30), let known = recent.anyReceived(&generator) {
                return duplicate(known, ordinal: ordinal, &generator)
            }
            if generator.chance(14), let known = recent.takeUnsettled(&generator) {
                var matter = Matter(
                    word: known.matter, category: Int(known.category), place: Int(known.place), kind: known.kind,
                    line: known.line, person: known.person)
                matter.isRepeat = true
                return matter
            }
            return fresh(ordinal: ordinal, month: month, part: part, &generator)
        }
    }

    /// The same matter again, by a neighbour or by the same person.
    private func duplicate(
        _ known: RecentMatter, ordinal: Int, _ generator: inout SeededGenerator
    ) -> Matter {
        let samePerson = generator.chance(350)
        var matter = Matter(
            word: known.matter, category: Int(known.category), place: Int(known.place), kind: known.kind,
            line: samePerson ? known.line : .public, person: samePerson ? known.person : resident(ordinal))
        matter.marks = .duplicate
        matter.target = (known.ordinal, known.slot)
        return matter
    }

    private func fresh(
        ordinal: Int, month: Int, part: DayRhythm.Part, _ generator: inout SeededGenerator
    ) -> Matter {
        let line: ServiceLine = generator.chance(part == .office ? 122 : 50) ? .enterprise : .public
        let person = line == .enterprise ? enterprise(&generator) : resident(ordinal)
        let category = demand.category(month: month, part: part, line: line, &generator)
        var home = SeededGenerator(seed: seed ^ 0x484F_4D45, stream: UInt64(person))
        let place = generator.chance(700) ? demand.leaf(&home) : demand.leaf(&generator)
        return Matter(
            word: generator.next(), category: category, place: demand.named(place, &generator),
            kind: demand.kind(of: category, &generator), line: line, person: person)
    }

    /// Who asks in this case: one in seven is somebody who has asked before, a few of them again and again.
    private func resident(_ ordinal: Int) -> Int64 {
        var key = ordinal
        while key > 0 {
            var generator = SeededGenerator(seed: seed ^ 0x414B_4149, stream: UInt64(key))
            let drawn = generator.below(1000)
            if drawn < 6 { return Int64(generator.below(Swift.min(key, 25))) }
            guard drawn < 145 else { break }
            // Mostly somebody of the last days: half of the steps go back less than an eighth of the way.
            let share = generator.below(1024)
            key -= 1 + Swift.min(key, 20_000) * share / 1024 * share / 1024 * share / 1024
            key = Swift.max(key, 0)
        }
        return Int64(key)
    }

    private func enterprise(_ generator: inout SeededGenerator) -> Int64 {
        let share = generator.below(4096)
        let number = 8000 * share / 4096 * share / 4096
        return People.firstEnterpriseKey + Int64(number * 2 + (generator.chance(700) ? 0 : 1))
    }

    private func urgency(
        of category: Int, kind: RequestKind, isStorm: Bool, _ generator: inout SeededGenerator
    ) -> Urgency {
        guard kind == .help || kind == .complaint || kind == .report else { return .ordinary }
        let marks = writer.subjects[category].marks
        let drawn = generator.below(1000)
        if marks.contains(.critical), drawn < (isStorm ? 180 : 110) { return .critical }
        if marks.contains(.critical), drawn < 620 { return .urgent }
        if marks.contains(.urgent), drawn < (isStorm ? 520 : 330) { return .urgent }
        return drawn < 12 ? .urgent : .ordinary
    }

    private func channel(
        _ part: DayRhythm.Part, time: Int64, line: ServiceLine, _ generator: inout SeededGenerator
    ) -> Channel {
        var at = generator.below(100)
        for (channel, share) in Self.channels[part.rawValue] {
            at -= share
            guard at < 0 else { continue }
            let isOpen = rhythm.calendar.hours.contains { $0.contains(time) }
            return channel == .hall && !isOpen || line == .enterprise && channel == .kiosk ? .phone : channel
        }
        return .phone
    }

    /// In percent; by part of the day.
    private static let channels: [[(Channel, Int)]] = [
        [(.phone, 56), (.miniProgram, 16), (.mobile, 7), (.web, 7), (.mailbox, 4), (.hall, 7), (.kiosk, 3)],
        [(.phone, 58), (.miniProgram, 22), (.mobile, 10), (.web, 6), (.mailbox, 3), (.kiosk, 1)],
        [(.phone, 50), (.miniProgram, 30), (.mobile, 12), (.web, 6), (.mailbox, 2)],
    ]

    private mutating func receipt(_ open: inout OpenCase, isRepeat: Bool, day: CityDay) -> SimulatedStep {
        let style = style(of: open)
        let subject = writer.subjects[Int(open.category)]
        let happenings = writer.chooseTwo(subject.happenings, &open.generator) ?? (0, nil)
        open.topic = Int32(writer.title(of: happenings.0, subject, &open.generator))
        let scene = Scene(
            matter: open.matter, place: Int(open.place), category: Int(open.category), today: day.number,
            earliest: day.number - 20, voice: style.voice, topic: open.topic)
        let plan = MessagePlan(
            kind: open.kind, style: style, isStorm: open.marks.contains(.storm), isRepeat: isRepeat,
            happenings: (first: happenings.0, second: happenings.1))
        let title = writer.title(plan, scene, &open.generator)
        let text = writer.message(plan, scene, &open.generator)
        var category = Int(open.category)
        if let unclassified = demand.unclassified, open.channel != .phone, category != unclassified,
            open.generator.chance(80)
        {
            category = unclassified
            open.marks.insert(.misclassified)
        }
        let receipt = Receipt(
            channel: open.channel, line: open.line, kind: open.kind, urgency: open.urgency,
            category: city.categories[category].code, place: city.regions[Int(open.place)].id,
            isProtected: open.marks.contains(.protected), person: 0, title: title, text: text, limits: limits(open))
        return SimulatedStep(
            ordinal: open.ordinal, at: Instant(milliseconds: open.receivedAt), actor: intakeActor(open),
            command: .receive(receipt), person: people.person(open.person))
    }

    private func style(of open: OpenCase) -> Style {
        var generator = SeededGenerator(seed: seed ^ 0x5354_594C_45, stream: UInt64(open.person))
        let drawn = generator.below(100)
        if open.line == .enterprise { return open.channel == .phone ? .enterpriseRecord : .enterprise }
        if open.channel == .phone, (drawn + open.ordinal) % 100 < 78 { return .record }
        if open.channel == .mailbox, drawn % 2 == 0 { return .official }
        switch drawn {
        case ..<42: return .plain
        case ..<60: return .terse
        case ..<76: return .angry
        case ..<88: return .elderly
        default: return .official
        }
    }
}
