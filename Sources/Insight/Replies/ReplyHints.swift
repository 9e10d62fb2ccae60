/// What a reply seems to lack, or says though it should not.
package enum ReplyHint: String, CaseIterable, Hashable, Sendable {
    /// Says only that the request has arrived.
    case onlyReceived
    /// Says only that somebody else has been told.
    case onlyPassedOn
    /// Does not speak of what was asked.
    case missesTheMatter
    /// More questions were asked than it answers.
    case leavesQuestions
    /// Nothing that was done, or will be.
    case noAction
    /// Nobody who did it.
    case noBody
    /// No day, and no time until when.
    case noDate
    /// No law, rule or document.
    case noBasis
    /// Something that the writer was to fill in stands as it was.
    case unfilled
    /// Names the person, or calls somebody by their surname.
    case namesPerson
    /// Holds the person's telephone number, or one that only people have.
    case holdsNumber
}

/// Hints on a reply as it is written, for whoever writes or approves it. They help and never bar: a short answer to a short
/// question may lack much and be right.
///
///     ReplyHints(for: (title, text), name: "李明", phone: "138…").hints(on: reply)
///
/// It reads Chinese and English, each by its own words.
package struct ReplyHints: Sendable {
    private let request: (title: String, text: String)
    private let name: String
    private let phone: String

    /// - Parameters:
    ///   - name: of the person, where the reader may know it; else empty: what a hint gives away would be known then.
    ///   - phone: likewise.
    package init(for request: (title: String, text: String), name: String = "", phone: String = "") {
        self.request = request
        self.name = name
        self.phone = phone
    }

    /// In the order of importance; empty for a reply that is not there yet.
    package func hints(on reply: String) -> [ReplyHint] {
        let plain = PlainText(reply, limit: 6000)
        guard !plain.isEmpty else { return [] }
        let isChinese = plain.scalars.count { Script($0) == .han } * 4 >= plain.count
        var hints = giveaways(in: plain)
        if reply.contains("【") || reply.contains("[") { hints.append(.unfilled) }
        return hints + (isChinese ? chinese(reply) : EnglishReply(reply).hints(request))
    }

    private func chinese(_ reply: String) -> [ReplyHint] {
        let score = ReplyJudge().score(reply, to: request, asked: nil, replied: nil)
        switch score.kind {
        case .empty: return []
        case .receipt: return [.onlyReceived]
        case .transfer: return [.onlyPassedOn]
        case .answer: break
        }
        let sentences = ReplySentences(PlainText(reply, limit: 6000))
        let all: [(Bool, ReplyHint)] = [
            (score.relevance.value < 0.25, .missesTheMatter), (score.completeness.value < 0.5, .leavesQuestions),
            (!sentences.namesAction, .noAction), (!sentences.namesBody, .noBody), (!sentences.namesDate, .noDate),
            (score.basis.value == 0, .noBasis),
        ]
        return all.filter(\.0).map(\.1)
    }

    /// Who asked, as far as the reply tells.
    private func giveaways(in plain: PlainText) -> [ReplyHint] {
        var hints: [ReplyHint] = []
        let text = plain.string
        let name = PlainText(name).string
        if name.count >= 2 && text.contains(name) || calls(plain.scalars) { hints.append(.namesPerson) }
        let phone = Self.digits(of: PlainText(phone).scalars).joined()
        let numbers = Self.digits(of: plain.scalars)
        let isPersonal = numbers.contains { number in
            // A Chinese mobile number, and an identity number; offices have neither.
            (number.count == 11 && number.first == "1"
                && number.dropFirst().first.map { "3456789".contains($0) } == true)
                || number.count == 18 || (phone.count >= 7 && number.hasSuffix(phone))
        }
        if isPersonal { hints.append(.holdsNumber) }
        return hints
    }

    /// Runs of digits, hyphens and blanks within them left out.
    private static func digits(of scalars: [UInt32]) -> [String] {
        var runs: [String] = []
        var run = ""
        for scalar in scalars {
            if (0x30...0x39).contains(scalar), let digit = Unicode.Scalar(scalar) {
                run.unicodeScalars.append(digit)
            } else if ![0x20, 0x2D].contains(scalar), !run.isEmpty {
                runs.append(run)
                run = ""
            }
        }
        return run.isEmpty ? runs : runs + [run]
    }

    /// `李先生`, `mr. smith`: somebody is called by a surname. `该先生`, `一位女士` name nobody.
    private func calls(_ text: [UInt32]) -> Bool {
        let titles = WordTable("先生 女士 小姐")
        let nobody = Set("该位名的，。、！“”（）:；,".unicodeScalars.map(\.value))
        let isCalled = text.withUnsafeBufferPointer { text in
            text.indices.dropFirst().contains { place in
                titles.length(at: place, of: text) > 0 && Script(text[place - 1]) == .han
                    && !nobody.contains(text[place - 1])
            }
        }
        if isCalled { return true }
        let words = PlainText.string(text[...]).split(separator: " ")
        return zip(words, words.dropFirst()).contains { title, next in
            ["mr.", "mrs.", "ms.", "mr", "mrs", "ms"].contains(title) && next.first?.isLetter == true
        }
    }
}
