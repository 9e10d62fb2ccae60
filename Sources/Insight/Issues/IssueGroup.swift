/// Requests taken as one issue while issues are being formed.
struct IssueGroup: Sendable {
    private(set) var profile: RequestProfile
    private(set) var count = 1
    /// Days since 1970 of the first and last request.
    private(set) var first: Int32
    private(set) var last: Int32
    private var placeLength: Float
    private var topicLength: Float

    init(_ profile: RequestProfile, day: Int32) {
        self.profile = profile
        (first, last) = (day, day)
        placeLength = profile.place.length
        topicLength = Self.length(profile.topics)
    }

    mutating func add(_ other: IssueGroup) {
        profile.add(other.profile)
        count += other.count
        first = min(first, other.first)
        last = max(last, other.last)
        placeLength = profile.place.length
        topicLength = Self.length(profile.topics)
    }

    var namesPlace: Bool { placeLength > 0 }

    /// How far two groups speak of the same place: the cosine of their name terms, 0 if one of them names none.
    func placeAgreement(_ other: IssueGroup) -> Float {
        guard placeLength > 0, other.placeLength > 0 else { return 0 }
        return profile.place.dot(other.profile.place) / (placeLength * other.placeLength)
    }

    /// How far two groups speak of the same matter, up to 1. `likeness` stands in while there is no topic space.
    func topicAgreement(_ other: IssueGroup, likeness: Float) -> Float {
        guard topicLength > 0, other.topicLength > 0 else { return min(1, 0.4 + 2 * likeness) }
        return (profile.topics * other.profile.topics).sum() / (topicLength * other.topicLength)
    }

    /// The mean likeness (cosine) of a request of one group and one of the other.
    func likeness(_ other: IssueGroup) -> Float {
        profile.words.dot(other.profile.words) / Float(count * other.count)
    }

    func headingLikeness(_ other: IssueGroup) -> Float {
        profile.heading.dot(other.profile.heading) / Float(count * other.count)
    }

    /// Days between the two groups, 0 where their spans overlap.
    func silence(_ other: IssueGroup) -> Int { Int(max(0, first - other.last, other.first - last)) }

    private static func length(_ topics: TopicSpace.Topics) -> Float { (topics * topics).sum().squareRoot() }
}

/// How sure two groups are one issue.
///
/// The weights are those of a logistic regression on pairs of messages to a mayor's mailbox, judged by hand, rounded:
/// place and topic count about as 1 to 2, and what is said word for word adds nothing once these two are known.
struct IssueBond: Sendable {
    /// Above 0 they belong together; a unit is a factor of e in the odds.
    let strength: Float
    let place: Float
    let topic: Float

    /// `nil` if the two have too little in common to be looked at.
    init?(_ a: IssueGroup, _ b: IssueGroup) {
        let likeness = a.likeness(b)
        guard likeness >= Self.leastLikeness, a.silence(b) <= Self.longestSilence else { return nil }
        topic = a.topicAgreement(b, likeness: likeness)
        place = a.placeAgreement(b)
        if a.namesPlace && b.namesPlace {
            strength = 6 * place + 12 * topic - 13
        } else {
            strength = 14.4 * topic + 16 * a.headingLikeness(b) - 15
        }
    }

    private static let leastLikeness: Float = 0.04
    /// In days. What comes back after more than a year is a new issue.
    private static let longestSilence = 400
}
