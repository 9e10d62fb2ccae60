/// How good a reply is (答复质量), part by part, each from 0 to 1 and each with what it rests on.
package struct ReplyScore: Hashable, Sendable {
    /// What sort of reply it is.
    package enum Kind: String, Hashable, Sendable {
        /// 实质答复: says something about the matter.
        case answer
        /// 转办告知: only says that somebody else has been told.
        case transfer
        /// 收悉告知: only says that the request has arrived.
        case receipt
        /// 空
        case empty
    }

    /// A part with its evidence: words of the reply, numbers, or what is lacking.
    package struct Part: Hashable, Sendable {
        package let value: Double
        package let evidence: [String]
    }

    package let kind: Kind
    /// 相关性: whether it speaks of what was asked.
    package let relevance: Part
    /// 完整性: whether there is an answer to each question.
    package let completeness: Part
    /// 依据: laws, rules and documents named.
    package let basis: Part
    /// 责任、措施、时限: who does what by when, and whom to ask.
    package let commitment: Part
    /// 及时性: how soon it came; `nil` if one of the times is unknown.
    package let promptness: Part?

    /// 0 to 100. An unknown promptness leaves the weight to the others.
    package var points: Double {
        var sum = 0.30 * relevance.value + 0.25 * completeness.value + 0.10 * basis.value + 0.20 * commitment.value
        var weight = 0.85
        if let promptness {
            sum += 0.15 * promptness.value
            weight += 0.15
        }
        return 100 * sum / weight
    }
}
