import Civics
import HTML

/// Part 2: what it is about.
extension AskPage {
    var matterPart: HTML {
        """
        <section class="part" id="part-2" aria-labelledby="part-2-heading">
        \(partHead(2, partNames[1]))
        \(choiceCards(
            Field(
                AskForm.Field.kind.rawValue, say("您希望我们做什么", "What you want us to do"),
                hint: say("后面是最迟多久答复您。", "With the longest time until you get an answer."), error: fault(.kind)),
            RequestKind.allCases.map { kindChoice($0) }, chosen: form.kind?.rawValue, layout: "kinds"))
        \(textField(
            Field(
                AskForm.Field.title.rawValue, say("一句话说是什么事", "In one sentence"), error: fault(.title)),
            value: form.title, attributes: "maxlength=\"\(AskForm.titleLimit)\" autocomplete=\"off\""))
        \(textArea(
            Field(
                AskForm.Field.text.rawValue, say("详细情况", "The matter in full"),
                hint: say(
                    "说清三点就够：从什么时候开始、现在怎样、您希望怎么办。不要写身份证号和银行卡号。",
                    "Three things are enough: since when, how it is now, what you wish. No identity or bank card numbers, please."),
                error: fault(.text)),
            value: form.text, limit: AskForm.textLimit))
        \(model.files.map { filePicker($0, label: say("照片和文件", "Pictures and files"), isOptional: true) })
        </section>
        """
    }

    private func kindChoice(_ kind: RequestKind) -> Choice {
        let promise = model.promises[kind]
        let answer = promise?.answerBy.map { day($0) } ?? ""
        return Choice(
            kind.rawValue, say(kind.name),
            notes: ["\(purpose(of: kind))"] + (promise.map { ["\(limit($0.close))"] } ?? []),
            attributes: "data-answer-by=\"\(answer)\"")
    }

    private func purpose(of kind: RequestKind) -> String {
        switch kind {
        case .enquiry: say("问清楚一件事", "To know something for certain")
        case .help: say("遇到了困难", "You have met a difficulty")
        case .complaint: say("事情没办好", "Something was not done well")
        case .report: say("有人违法违规", "Somebody breaks the law or the rules")
        case .suggestion: say("让城市更好", "To make the city better")
        case .praise: say("有人做得好", "Somebody did well")
        }
    }
}
