import Civics

/// How a reply came about.
struct ReplyPlan {
    let kind: RequestKind
    let isSolved: Bool
    let isLate: Bool
    let isRedone: Bool
}

extension TextWriter {
    /// What was done, by whom, when and on what basis.
    mutating func reply(_ plan: ReplyPlan, _ scene: Scene, _ generator: inout SeededGenerator) -> String {
        let subject = subjects[scene.category]
        begin()
        switch plan.kind {
        case .praise:
            piece(.replyOpen, scene, &generator)
            sentence(book[.replyPraise], scene, &generator)
        case .suggestion:
            piece(.replyOpen, scene, &generator)
            sentence(book[.replySuggestion], scene, &generator)
            if generator.chance(400) { sentence(subject.information, scene, &generator) }
        case .enquiry:
            piece(.replyOpenEnquiry, scene, &generator)
            information(subject, scene, &generator)
        case .help, .complaint, .report:
            piece(plan.isRedone ? .replyRedo : .replyOpen, scene, &generator)
            handling(plan, subject, scene, &generator)
        }
        if plan.isLate { sentence(book[.replyLate], scene, &generator) }
        if generator.chance(300) { sentence(book[.replyTold], scene, &generator) }
        piece(plan.kind == .enquiry ? .replyEndEnquiry : .replyEnd, scene, &generator)
        return text()
    }

    private mutating func information(
        _ subject: Subject, _ scene: Scene, _ generator: inout SeededGenerator
    ) {
        guard let (first, second) = chooseTwo(subject.information, &generator) else { return }
        piece(phrase: first, scene, &generator)
        if let second, generator.chance(450) {
            glue(.replyMore, scene, &generator)
            piece(phrase: second, scene, &generator)
        }
        glue(.stop, scene, &generator)
    }

    private mutating func handling(
        _ plan: ReplyPlan, _ subject: Subject, _ scene: Scene, _ generator: inout SeededGenerator
    ) {
        let looks = subject.setting != .none && generator.chance(800)
        sentence(book[looks ? .replyLook : .replyCall], scene, &generator)
        guard plan.isSolved || generator.chance(500) else {
            return sentence(book[.replyUnsolved], scene, &generator)
        }
        sentence(book[.replyFound], scene, &generator)
        if !subject.bases.isEmpty, generator.chance(420) { piece(.replyBasis, scene, &generator) }
        sentence(subject.deeds, scene, &generator)
    }

    /// A note, a reason or a comment: one phrase.
    mutating func note(_ list: PhraseList, _ scene: Scene, _ generator: inout SeededGenerator) -> String {
        begin()
        piece(list, scene, &generator)
        return text()
    }
}
