import Civics

/// What is planned for a case; carried out only if the case still stands where the action makes sense.
enum CaseAction: UInt8 {
    case classify, merge, refuse, dispatch, sign, returnCase, adjudicate, contact, contactAgain, signFirst, signSecond,
        replyFirst, replySecond, requestExtension, decideExtension, pause, resume, urge, supervise, reply, close, rate,
        callBack, redo, withdraw, note, archive, followMain, contest, progress, returnFirst, returnSecond,
        adjudicateFirst,
        adjudicateSecond, answerSupervision, liftSupervision, appeal, decideAppeal, inspect
}

/// A case that is not at its end: no more than is needed to go on, since as many of these are kept as cases are open.
struct OpenCase {
    enum Stage: UInt8 {
        case awaitingDispatch, awaitingSigning, returned, handling, paused, closed, calledBack, ended
        /// Handled with another case, whose answer it waits for.
        case merged
        /// Not accepted; the person may still contest that.
        case refused
    }

    struct Marks: OptionSet {
        let rawValue: UInt32

        static let protected = Marks(rawValue: 1 << 0)
        /// Part of an issue that grows in one place.
        static let issue = Marks(rawValue: 1 << 1)
        static let storm = Marks(rawValue: 1 << 2)
        /// The same matter as an earlier case.
        static let duplicate = Marks(rawValue: 1 << 3)
        /// Sent to a body that is not responsible.
        static let misdirected = Marks(rawValue: 1 << 4)
        static let designated = Marks(rawValue: 1 << 5)
        static let contacted = Marks(rawValue: 1 << 6)
        static let late = Marks(rawValue: 1 << 7)
        static let replied = Marks(rawValue: 1 << 8)
        static let firstCoHandlerSigned = Marks(rawValue: 1 << 9)
        static let secondCoHandlerSigned = Marks(rawValue: 1 << 10)
        static let misclassified = Marks(rawValue: 1 << 11)
        static let extensionAsked = Marks(rawValue: 1 << 12)
        static let extensionGranted = Marks(rawValue: 1 << 13)
        /// The round puts right what was rated badly.
        static let rectifying = Marks(rawValue: 1 << 14)
        static let contested = Marks(rawValue: 1 << 15)
        static let owesSupervisor = Marks(rawValue: 1 << 16)
        static let answeredSupervisor = Marks(rawValue: 1 << 17)
        /// The second signature was refused once in this round.
        static let sentBack = Marks(rawValue: 1 << 18)
        /// The body means to appeal the last rating.
        static let wronged = Marks(rawValue: 1 << 20)
        /// An appeal waits for its decision.
        static let appealed = Marks(rawValue: 1 << 21)
        /// The last closing had its second look.
        static let inspected = Marks(rawValue: 1 << 22)
    }

    let ordinal: Int
    var generator: SeededGenerator
    /// What the case is about: two cases with the same matter tell of the same street, shop and people.
    let matter: UInt64
    let person: Int64
    let category: Int32
    let place: Int32
    let kind: RequestKind
    let urgency: Urgency
    let line: ServiceLine
    let channel: Channel
    let receivedAt: Int64
    /// The title's phrase, so that the reply can name the matter.
    var topic: Int32 = -1
    var marks: Marks = []
    var stage: Stage = .awaitingDispatch

    var isOpen: Bool { stage.rawValue <= Stage.paused.rawValue }
    /// A body has it: signed for or about to be.
    var isHandled: Bool { stage == .awaitingSigning || stage == .handling || stage == .paused }

    var lead: Int32 = -1
    var coHandlers: (first: Int32, second: Int32) = (-1, -1)
    /// The case into which a duplicate is merged.
    var target: (ordinal: Int, slot: Int32) = (-1, -1)
    var roundStartedAt: Int64 = 0
    var dispatchedAt: Int64 = 0
    var signDeadline: Int64 = .max
    var closeDeadline: Int64 = .max
    /// When the body means to close.
    var closesAt: Int64 = 0
    /// Length of the extension that will be asked for.
    var requestedExtension: Int64 = 0
    var pausedAt: Int64 = 0
    var plans: UInt16 = 0
    /// Plans on the agenda; the place among the open cases is free when none are left.
    var pending: UInt16 = 0
    var redos: UInt8 = 0
    var calls: UInt8 = 0
    var supervision: UInt8 = 0
    /// What the person thinks of it, drawn when the case is closed.
    var verdict: Verdict = .satisfied
}

/// What a person who is called back would say.
enum Verdict: UInt8 {
    case delighted, satisfied, fair
    /// Not solved, and the person sees why.
    case resigned
    case dissatisfied, angry

    var satisfaction: Satisfaction {
        switch self {
        case .delighted: .verySatisfied
        case .satisfied: .satisfied
        case .fair, .resigned: .fairlySatisfied
        case .dissatisfied: .dissatisfied
        case .angry: .veryDissatisfied
        }
    }

    var isSolved: Bool { rawValue <= Self.fair.rawValue }
}
