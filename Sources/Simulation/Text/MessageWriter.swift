import Civics

/// What a message is like, besides its scene.
struct MessagePlan {
    let kind: RequestKind
    let style: Style
    let isStorm: Bool
    /// The person has reported the same matter before.
    let isRepeat: Bool
    /// Phrases of the subject's happenings; the first is what the title speaks of.
    let happenings: (first: Int, second: Int?)
}

extension TextWriter {
    /// Title of 8 to 25 characters in Chinese.
    mutating func title(
        _ plan: MessagePlan, _ scene: Scene, _ generator: inout SeededGenerator
    ) -> String {
        let subject = subjects[scene.category]
        let usual = titleList(plan, subject, &generator)
        for attempt in 0..<5 {
            begin()
            let list = attempt == 4 ? .titleLast : usual
            piece(list, scene, &generator)
            let limit = isChinese ? 8...25 : 8...80
            if limit.contains(length) { break }
        }
        return text()
    }

    private func titleList(
        _ plan: MessagePlan, _ subject: Subject, _ generator: inout SeededGenerator
    ) -> PhraseList {
        if subject.usualKind == .enquiry, plan.kind != .enquiry, plan.kind != .suggestion { return .titleTurn }
        let named = generator.chance(560)
        switch plan.kind {
        case .enquiry: return subject.usualKind == .enquiry ? .titleEnquiry : .titleTurnEnquiry
        case .report: return .titleReport
        case .suggestion: return .titleSuggestion
        case .praise: return .titlePraise
        case .help, .complaint:
            switch subject.setting {
            case .road, .village: if named { return .titlePlace }
            case .home: if named { return .titleHome }
            case .work, .school, .hospital, .shop, .none: break
            }
            return plan.kind == .help ? .titleHelp : .titleComplaint
        }
    }

    /// Text of about 40 to 250 characters.
    mutating func message(
        _ plan: MessagePlan, _ scene: Scene, _ generator: inout SeededGenerator
    ) -> String {
        let subject = subjects[scene.category]
        let asks = plan.kind == .enquiry || subject.usualKind == .enquiry
        let terse = plan.style == .terse
        begin()
        open(plan, scene, &generator)
        place(plan, subject, scene, &generator)
        happening(plan, subject, asks: asks, terse: terse, scene, &generator)
        if plan.style == .official, !asks, plan.kind != .praise, subject.setting.isPlace, generator.chance(600) {
            sentence(book[.background], scene, &generator)
        }
        if plan.isRepeat { sentence(book[.again], scene, &generator) }
        let isPraise = plan.kind == .praise
        if !isPraise, hasRoom, !asks || generator.chance(350), generator.chance(terse ? 250 : 680) {
            sentence(subject.effects, scene, &generator)
        }
        if !isPraise, hasRoom, generator.chance(terse ? 150 : asks ? 300 : 540) {
            sentence(book[asks ? .triedEnquiry : tried(subject.setting)], scene, &generator)
        }
        turn(plan, subject, scene, &generator)
        sentence(book[ask(plan.kind)], scene, &generator)
        let fillers: [PhraseList] = [
            isPraise ? .fillerPraise : asks ? .fillerEnquiry : .effectExtra, .fillerLast,
        ]
        for filler in fillers where isChinese && length < 42 { sentence(book[filler], scene, &generator) }
        if generator.chance(620) { piece(closing(plan.style), scene, &generator) }
        return text()
    }

    /// Whether the text is still short enough for what may be left out: about 170 characters in Chinese.
    private var hasRoom: Bool { buffer.count < (isChinese ? 510 : 260) }

    private mutating func open(_ plan: MessagePlan, _ scene: Scene, _ generator: inout SeededGenerator) {
        if plan.isStorm, generator.chance(600) { return piece(.openStorm, scene, &generator) }
        let always = plan.style.voice != .person
        if always || generator.chance(700) { piece(opening(plan.style), scene, &generator) }
    }

    private mutating func place(
        _ plan: MessagePlan, _ subject: Subject, _ scene: Scene, _ generator: inout SeededGenerator
    ) {
        let list: PhraseList
        switch subject.setting {
        case .road: list = .leadRoad
        case .home: list = .leadHome
        case .village: list = .leadVillage
        case .work: list = .leadWork
        case .school: list = .leadSchool
        case .hospital: list = .leadHospital
        case .shop: list = .leadShop
        case .none:
            guard plan.style.voice != .enterprise, generator.chance(420) else { return }
            list = .leadNone
        }
        let before = buffer.count
        piece(list, scene, &generator)
        if buffer.count > before { glue(.comma, scene, &generator) }
    }

    private mutating func happening(
        _ plan: MessagePlan, _ subject: Subject, asks: Bool, terse: Bool, _ scene: Scene,
        _ generator: inout SeededGenerator
    ) {
        let start = buffer.count
        piece(phrase: plan.happenings.first, scene, &generator)
        // About eighteen characters: too little to be said alone.
        let isShort = isChinese && buffer.count - start < 54
        if let second = plan.happenings.second, generator.chance(isShort ? 800 : terse ? 120 : 430) {
            glue(asks ? .joinEnquiry : .joinFact, scene, &generator)
            piece(phrase: second, scene, &generator)
        }
        if !terse, !subject.fragments.isEmpty, generator.chance(180) {
            glue(asks ? .joinFragmentEnquiry : .joinFragment, scene, &generator)
        }
        glue(.stop, scene, &generator)
    }

    /// What is needed where the kind is not the usual one of the category.
    private mutating func turn(
        _ plan: MessagePlan, _ subject: Subject, _ scene: Scene, _ generator: inout SeededGenerator
    ) {
        switch plan.kind {
        case .enquiry where subject.usualKind != .enquiry: sentence(book[.turnEnquiry], scene, &generator)
        case .complaint where subject.usualKind == .enquiry: sentence(book[.turnComplaint], scene, &generator)
        case .report where generator.chance(300): sentence(book[.turnReport], scene, &generator)
        case .suggestion where generator.chance(400): sentence(book[.turnSuggestion], scene, &generator)
        default: break
        }
    }

    mutating func sentence(_ list: Phrasebook.List, _ scene: Scene, _ generator: inout SeededGenerator) {
        let before = buffer.count
        piece(list, scene, &generator)
        if buffer.count > before { glue(.stop, scene, &generator) }
    }

    private func opening(_ style: Style) -> PhraseList {
        switch style {
        case .plain: .openPlain
        case .terse: .openTerse
        case .angry: .openAngry
        case .elderly: .openElderly
        case .official: .openOfficial
        case .enterprise: .openEnterprise
        case .record: .openRecord
        case .enterpriseRecord: .openEnterpriseRecord
        }
    }

    private func closing(_ style: Style) -> PhraseList {
        switch style {
        case .plain: .closePlain
        case .terse: .closeTerse
        case .angry: .closeAngry
        case .elderly: .closeElderly
        case .official: .closeOfficial
        case .enterprise, .enterpriseRecord: .closeEnterprise
        case .record: .closeRecord
        }
    }

    private func tried(_ setting: Subject.Setting) -> PhraseList {
        switch setting {
        case .road: .triedRoad
        case .home: .triedHome
        case .village: .triedVillage
        case .work: .triedWork
        case .school: .triedSchool
        case .hospital: .triedHospital
        case .shop: .triedShop
        case .none: .triedNone
        }
    }

    private func ask(_ kind: RequestKind) -> PhraseList {
        switch kind {
        case .enquiry: .askEnquiry
        case .help: .askHelp
        case .complaint: .askComplaint
        case .report: .askReport
        case .suggestion: .askSuggestion
        case .praise: .askPraise
        }
    }
}
