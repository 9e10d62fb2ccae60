/// Something that is told of a request (告知). The raw value stands in the store and in `messages.yml`; it never changes.
package enum Notice: String, CaseIterable, Sendable {
    /// 受理
    case accepted
    /// 派单: who has it, and by when.
    case dispatched
    /// 裁定: the body that a disputed request was given to.
    case designated
    /// 超时: the close clock has run out.
    case overdue
    /// 延期: an extension was granted.
    case extended
    case paused, resumed
    /// 办结: the reply is ready, and asked for is a rating.
    case closed
    /// 重办: it is being done again.
    case redone
    /// 差评整改: a bad rating is being put right.
    case rectification
    /// 不予受理
    case refused
    /// 分派: a person of the body was named, on signing or later.
    case assigned
    /// 催办
    case urged
    /// 督办
    case supervised

    /// Whom it can be told to at all.
    package var audiences: [Audience] {
        switch self {
        case .accepted, .overdue, .extended, .paused, .resumed, .closed, .refused: [.person, .systems]
        case .dispatched, .designated, .redone, .rectification: [.person, .staff, .systems]
        case .assigned, .urged, .supervised: [.staff, .systems]
        }
    }
}

/// To whom something is told.
package enum Audience: String, CaseIterable, Sendable {
    /// Who brought the request.
    case person
    /// The bodies that have it, or the member of staff who was named.
    case staff
    /// Programs of others that follow what happens; they are told nothing of people.
    case systems
}

/// By which way messages go out (`messages.yml`).
package struct MessageWay: Hashable, Sendable {
    package enum Carrier: Hashable, Sendable {
        /// A gateway for short messages, over HTTP. `numbers`: those it can reach, `#` for any digit; empty for all.
        case smsGateway(url: String, numbers: [String])
        case webhook(url: String)
        /// A file for each mail, for a mail server to pick up. Addresses hold `{account}` and `{body}`.
        case mailFiles(folder: String, from: String, accounts: String, bodies: String)
        /// A file for each message, to look at.
        case files(folder: String)
        /// Nothing goes out; that it would have is written down.
        case none

        /// Whom this can reach.
        package var audiences: [Audience] {
            switch self {
            case .smsGateway: [.person]
            case .webhook: [.systems]
            case .mailFiles: [.staff]
            case .files, .none: Audience.allCases
            }
        }
    }

    package var name: String
    package var carrier: Carrier
    /// How long one try may take.
    package var timeout: TimeSpan
    /// Whether messages wait while people sleep.
    package var isQuietAtNight: Bool

    package init(name: String, carrier: Carrier, timeout: TimeSpan = .minutes(1), isQuietAtNight: Bool = false) {
        self.name = name
        self.carrier = carrier
        self.timeout = timeout
        self.isQuietAtNight = isQuietAtNight
    }
}

/// What people, bodies and programs are told, by which way, and when not (`messages.yml`).
package struct MessagePlan: Hashable, Sendable {
    /// Hours of the city's day in which nobody is to be woken: milliseconds since midnight, over midnight where `from`
    /// comes after `until`.
    package struct Quiet: Hashable, Sendable {
        package var from: Int64
        package var until: Int64
        /// Requests so urgent that they are told of at any hour.
        package var except: Set<Urgency>

        package init(from: Int64, until: Int64, except: Set<Urgency>) {
            self.from = from
            self.until = until
            self.except = except
        }
    }

    /// How often a message is tried that could not be sent for the moment.
    package struct Retry: Hashable, Sendable {
        /// Tries until it is a dead letter.
        package var attempts: Int
        /// From the first try to the second; then twice as long each time, up to `longest`.
        package var first: TimeSpan
        package var longest: TimeSpan
        /// Share of the wait that is added by chance, so that what failed together does not come back together.
        package var jitter: Double
        /// How long a process that took a message may keep it before another one may take it.
        package var lease: TimeSpan

        package init(attempts: Int, first: TimeSpan, longest: TimeSpan, jitter: Double, lease: TimeSpan) {
            self.attempts = attempts
            self.first = first
            self.longest = longest
            self.jitter = jitter
            self.lease = lease
        }

        /// How long to wait after so many tries (1 and more).
        /// - Parameter chance: 0 to 1.
        package func wait(after attempts: Int, chance: Double) -> TimeSpan {
            var wait = first.milliseconds
            for _ in 1..<max(2, attempts) where attempts > 1 && wait < longest.milliseconds { wait *= 2 }
            wait = min(wait, longest.milliseconds)
            return TimeSpan(milliseconds: wait + Int64(Double(wait) * jitter * chance))
        }
    }

    package var version: String
    /// Of people whose language is not known: `zh-Hans` or `en`.
    package var language: String
    /// Where the portal is reached from outside, without a slash at the end: the beginning of links in messages.
    package var site: String
    package var quiet: Quiet
    package var retry: Retry
    /// Days for which the link to rate is good.
    package var ratingDays: Int
    /// Days for which it is kept what was sent to staff and programs. What was told to people stays with their request.
    package var keepDays: Int
    /// In the order of the file.
    package var ways: [MessageWay]
    /// The ways by which each notice goes to each audience, by name.
    package var notices: [Notice: [Audience: [String]]]
    /// Texts that replace the built-in ones, with their places in braces.
    package var texts: [Notice: LocalName]

    package init(
        version: String, language: String, site: String, quiet: Quiet, retry: Retry, ratingDays: Int, keepDays: Int,
        ways: [MessageWay], notices: [Notice: [Audience: [String]]], texts: [Notice: LocalName] = [:]
    ) {
        self.version = version
        self.language = language
        self.site = site
        self.quiet = quiet
        self.retry = retry
        self.ratingDays = ratingDays
        self.keepDays = keepDays
        self.ways = ways
        self.notices = notices
        self.texts = texts
    }

    /// Nobody is told of anything.
    package static let silent = MessagePlan(
        version: "", language: "zh-Hans", site: "", quiet: Quiet(from: 0, until: 0, except: []),
        retry: Retry(attempts: 1, first: .minutes(1), longest: .minutes(1), jitter: 0, lease: .minutes(1)),
        ratingDays: 1, keepDays: 1, ways: [], notices: [:])

    package func way(_ name: String) -> MessageWay? { ways.first { $0.name == name } }

    /// Whether anybody is told of it.
    package func tells(_ notice: Notice) -> Bool { notices[notice]?.contains { !$0.value.isEmpty } == true }

    /// The moment from which a message may go out: `moment` itself, or the end of the quiet hours that it falls into.
    package func sendable(from moment: Instant, by way: MessageWay, urgency: Urgency, in zone: CityZone) -> Instant {
        guard way.isQuietAtNight, quiet.from != quiet.until, !quiet.except.contains(urgency) else { return moment }
        let (day, time) = zone.local(moment)
        if quiet.from < quiet.until {
            return (quiet.from..<quiet.until).contains(time) ? zone.instant(day, time: quiet.until) : moment
        }
        if time >= quiet.from { return zone.instant(day.advanced(by: 1), time: quiet.until) }
        return time < quiet.until ? zone.instant(day, time: quiet.until) : moment
    }
}

extension MessagePlan {
    /// The same with further ways, to which no notice of a request goes.
    package func adding(_ more: [MessageWay]) -> MessagePlan {
        var plan = self
        plan.ways += more
        return plan
    }
}
