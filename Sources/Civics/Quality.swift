/// How a city watches over what its figures rest on (`quality.yml`): appeals against ratings, samples for quality, and
/// signs that somebody works for the figures instead of the people.
package struct QualityRules: Hashable, Sendable {
    package var appeals: AppealRules
    package var sampling: SamplingRules
    package var signs: SignRules

    package init(appeals: AppealRules, sampling: SamplingRules, signs: SignRules) {
        self.appeals = appeals
        self.sampling = sampling
        self.signs = signs
    }

    /// Nothing can be appealed on, nothing is drawn, and nothing is a sign.
    package static let none = QualityRules(
        appeals: AppealRules(within: .workingDays(0), decideWithin: .workingDays(0), grounds: []),
        sampling: SamplingRules(strata: [], atLeast: 0, atMost: 0, keepDays: 0, checks: []),
        signs: SignRules(
            askedAgain: .init(withinDays: 0, categoryDigits: 6, atLeast: .max, share: 1),
            topGrades: .init(atLeast: .max, share: 1, askedAgainShare: 1),
            ratingBurst: .init(atLeast: .max, withinMinutes: 0),
            unreached: .init(afterDays: 0, atLeast: .max, times: 1),
            bulkClosing: .init(atLeast: .max, withinMinutes: 0), bulkClosingBefore: .zero,
            latePause: .init(within: .zero, atLeast: .max, share: 1),
            hastyContact: .init(within: .zero, atLeast: .max, share: 1)))
}

/// When and why a body may ask that a rating is not held against it (申诉).
package struct AppealRules: Hashable, Sendable {
    package struct Ground: Hashable, Sendable {
        /// Stands in the journal; never given another meaning.
        package var code: String
        package var name: LocalName
        /// What must be shown.
        package var explanation: LocalName

        package init(code: String, name: LocalName, explanation: LocalName) {
            self.code = code
            self.name = name
            self.explanation = explanation
        }
    }

    /// From the rating to the appeal.
    package var within: TimeLimit
    /// From the appeal to the decision.
    package var decideWithin: TimeLimit
    package var grounds: [Ground]

    package init(within: TimeLimit, decideWithin: TimeLimit, grounds: [Ground]) {
        self.within = within
        self.decideWithin = decideWithin
        self.grounds = grounds
    }

    package func ground(_ code: String) -> Ground? { grounds.first { $0.code == code } }
}

/// Which closings are looked at again (抽查), and what is asked of each.
package struct SamplingRules: Hashable, Sendable {
    /// What the share is for some bodies; what is `nil` fits all.
    package struct Stratum: Hashable, Sendable {
        package var body: OrganisationID?
        package var function: String?
        package var level: Level?
        /// Of a body's closings of a day, 0 to 1, rounded up.
        package var share: Double

        package init(body: OrganisationID? = nil, function: String? = nil, level: Level? = nil, share: Double) {
            self.body = body
            self.function = function
            self.level = level
            self.share = share
        }

        func fits(_ organisation: Organisation) -> Bool {
            (body ?? organisation.id) == organisation.id && (function ?? organisation.function) == organisation.function
                && (level ?? organisation.level) == organisation.level
        }
    }

    /// A question to which the answer is yes, no, or that it does not apply.
    package struct Check: Hashable, Sendable {
        /// Stands in the journal; never given another meaning.
        package var code: String
        package var question: LocalName
        /// How it is found out.
        package var hint: LocalName

        package init(code: String, question: LocalName, hint: LocalName) {
            self.code = code
            self.question = question
            self.hint = hint
        }
    }

    /// The first that fits a body holds.
    package var strata: [Stratum]
    /// Closings that are drawn of each body that closed anything that day, at least and at most.
    package var atLeast: Int
    package var atMost: Int
    /// Days after which what was drawn and not looked at is given up.
    package var keepDays: Int
    package var checks: [Check]

    package init(strata: [Stratum], atLeast: Int, atMost: Int, keepDays: Int, checks: [Check]) {
        self.strata = strata
        self.atLeast = atLeast
        self.atMost = atMost
        self.keepDays = keepDays
        self.checks = checks
    }

    package func check(_ code: String) -> Check? { checks.first { $0.code == code } }

    /// How many of a body's closings of one day are drawn.
    package func draws(_ closings: Int, of body: Organisation) -> Int {
        guard closings > 0, let stratum = strata.first(where: { $0.fits(body) }) else { return 0 }
        let share = Int((Double(closings) * stratum.share).rounded(.up))
        return min(closings, atMost, max(atLeast, share))
    }
}

/// What may show that somebody works for the figures instead of the people. The numbers stand in storage.
package enum Sign: Int, CaseIterable, Sendable {
    case askedAgain = 1
    case topGrades = 2
    case ratingBurst = 3
    case unreached = 4
    case bulkClosing = 5
    case latePause = 6
    case hastyContact = 7
}

/// From where on something is a sign (苗头) that figures are worked for. A sign is no verdict: it says where to look.
package struct SignRules: Hashable, Sendable {
    /// Closed, and the same caller asks the same again under another number (办结后换号再来).
    package struct AskedAgain: Hashable, Sendable {
        /// Between the closing and the new request.
        package var withinDays: Int
        /// First digits of the category that must agree.
        package var categoryDigits: Int
        /// Of a body's closings in the period.
        package var atLeast: Int
        package var share: Double

        package init(withinDays: Int, categoryDigits: Int, atLeast: Int, share: Double) {
            self.withinDays = withinDays
            self.categoryDigits = categoryDigits
            self.atLeast = atLeast
            self.share = share
        }
    }

    /// Nearly all ratings of a body are of the top grade while its people come again (清一色好评).
    package struct TopGrades: Hashable, Sendable {
        /// Ratings of a body in the period, and which share of them is of the top grade.
        package var atLeast: Int
        package var share: Double
        /// Closings that are asked about again, of all closings of the body.
        package var askedAgainShare: Double

        package init(atLeast: Int, share: Double, askedAgainShare: Double) {
            self.atLeast = atLeast
            self.share = share
            self.askedAgainShare = askedAgainShare
        }
    }

    /// So many of the same kind within so short a time.
    package struct Burst: Hashable, Sendable {
        package var atLeast: Int
        package var withinMinutes: Int

        package init(atLeast: Int, withinMinutes: Int) {
            self.atLeast = atLeast
            self.withinMinutes = withinMinutes
        }
    }

    /// People of a body's requests are reached far more seldom than elsewhere (回访失联偏高).
    package struct Unreached: Hashable, Sendable {
        /// After so many days nobody expects a call to be answered any more.
        package var afterDays: Int
        /// Closings of a body in the period.
        package var atLeast: Int
        /// How many times the share of the whole city, at least, with all caution for chance.
        package var times: Double

        package init(afterDays: Int, atLeast: Int, times: Double) {
            self.afterDays = afterDays
            self.atLeast = atLeast
            self.times = times
        }
    }

    /// Something done just before something else, too often to be chance.
    package struct Hasty: Hashable, Sendable {
        package var within: TimeSpan
        /// Of a body in the period.
        package var atLeast: Int
        /// Of all of the same kind of this body.
        package var share: Double

        package init(within: TimeSpan, atLeast: Int, share: Double) {
            self.within = within
            self.atLeast = atLeast
            self.share = share
        }
    }

    package var askedAgain: AskedAgain
    package var topGrades: TopGrades
    /// Ratings of one body by the same account or the same channel (突击评价).
    package var ratingBurst: Burst
    package var unreached: Unreached
    /// Closings of one account (集中办结)…
    package var bulkClosing: Burst
    /// … that fall so shortly before their deadlines.
    package var bulkClosingBefore: TimeSpan
    /// Pauses that begin so shortly before the deadline (到期前暂停).
    package var latePause: Hasty
    /// A contact without a word so shortly before the closing (办结前补联系).
    package var hastyContact: Hasty

    package init(
        askedAgain: AskedAgain, topGrades: TopGrades, ratingBurst: Burst, unreached: Unreached, bulkClosing: Burst,
        bulkClosingBefore: TimeSpan, latePause: Hasty, hastyContact: Hasty
    ) {
        self.askedAgain = askedAgain
        self.topGrades = topGrades
        self.ratingBurst = ratingBurst
        self.unreached = unreached
        self.bulkClosing = bulkClosing
        self.bulkClosingBefore = bulkClosingBefore
        self.latePause = latePause
        self.hastyContact = hastyContact
    }
}
