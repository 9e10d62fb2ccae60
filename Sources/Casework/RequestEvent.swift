package import Civics

/// The digest of a text that is kept apart from the journal (`content`), as 64 hexadecimal digits. It is keyed with the
/// person's own key, so that it says nothing about the text once that key is destroyed.
package typealias ContentDigest = String

/// Everything that can happen to a request (诉求), after GB/T 33358-2016 and the practice of 12345 lines.
///
/// Events are facts: they never change meaning. A change of meaning is a new event with a new `typeName`.
package enum RequestEvent: Hashable, Sendable {
    case received(Receipt)
    case classified(Classification)
    /// 派单: to a lead body and its co-handlers.
    case dispatched(Dispatch)
    /// 签收 by the lead or a co-handler; `handler` is the person named inside the body.
    case signed(body: OrganisationID, handler: String?)
    /// 分派: given to somebody inside the body, after signing.
    case assigned(body: OrganisationID, handler: String)
    /// 退回: the body says it is not its matter; the dispatcher adjudicates.
    case returned(body: OrganisationID, reason: ReturnReason, note: ContentDigest?)
    /// 协办退回: a co-handler says it is not its matter; the lead goes on, the dispatcher adjudicates.
    case helperReturned(body: OrganisationID, reason: ReturnReason, note: ContentDigest?)
    case helperAdjudicated(body: OrganisationID, released: Bool)
    /// 裁定: the return is accepted (back to dispatch), or refused by designating a body, after which no return.
    case adjudicated(designated: OrganisationID?)
    /// 联系: first and later contacts with the person.
    case contacted(body: OrganisationID, means: ContactMeans, note: ContentDigest?)
    /// 办理进度: what was done so far; the person sees it.
    case progressed(body: OrganisationID, note: ContentDigest)
    case extensionRequested(ExtensionRequest)
    case extensionDecided(granted: Bool)
    case paused(reason: PauseReason, note: ContentDigest?)
    case resumed
    /// 催办
    case urged(note: ContentDigest?)
    /// 系统催办: by one of the rules in `supervision.yml`, once a round each.
    case reminded(rule: String)
    /// The same to one body that helps, by its own clock.
    case helperReminded(rule: String, body: OrganisationID)
    /// 督办, at level 1 to 3, without a time for the answer. Not written any more; see `supervisionOrdered`.
    case supervised(level: Int, reason: SupervisionReason, note: ContentDigest?)
    /// 督办单: the body has to answer the supervisor within `limit`.
    case supervisionOrdered(level: Int, reason: SupervisionReason, limit: TimeLimit, note: ContentDigest?)
    /// 督办答复: what the body says it did, and why it took so long.
    case supervisionAnswered(body: OrganisationID, note: ContentDigest)
    /// 督办销号: the supervisor is content.
    case supervisionLifted(note: ContentDigest?)
    /// 并案: handled with another request; the person keeps the right to an answer.
    case merged(into: CaseNumber)
    case unmerged
    /// 并案答复: the request that this one was merged into was closed; this person is answered with it.
    case answeredWith(CaseNumber, body: OrganisationID, reply: ContentDigest)
    case replied(body: OrganisationID, reply: ContentDigest)
    /// 送审: a reply that waits for a second person's approval; `author` is the account that wrote it.
    case replyDrafted(body: OrganisationID, author: String, reply: ContentDigest)
    /// 审核通过: the draft is the reply.
    case replyApproved(approver: String)
    /// 审核退回
    case replySentBack(approver: String, note: ContentDigest?)
    /// 办结 by the lead.
    case closed
    /// 回访 or the person's own rating.
    case calledBack(CallBack)
    /// 重办: found undone or unsatisfying; the lead starts again on a new clock.
    case redone(note: ContentDigest?)
    /// 差评整改: the person rated it with one of the two lowest grades; the lead starts again, within this limit.
    case rectificationOpened(limit: TimeLimit)
    /// 申诉: the lead asks that the rating is not held against it; `ground` is a code of `quality.yml`.
    case appealed(body: OrganisationID, ground: String, note: ContentDigest?)
    /// The rating counts no more, or goes on counting. The person is not concerned.
    case appealDecided(granted: Bool, note: ContentDigest?)
    /// 抽查: somebody looked at the closing again.
    case inspected(Inspection)
    case withdrawn
    /// 不予受理
    case refused(ground: RefusalGround, note: ContentDigest?)
    /// 对不予受理有异议: once; it goes to the dispatcher again.
    case contested(note: ContentDigest?)
    /// A note among staff.
    case noted(ContentDigest)
    /// 附件: a file was added.
    case attached(Attachment)
    /// The hotline has looked at a file of a protected person: the bodies may see it. `version` is that of the event that
    /// added it.
    case attachmentCleared(version: Int)
    case archived
}

/// What is known when a request comes in.
package struct Receipt: Hashable, Sendable {
    package var channel: Channel
    package var line: ServiceLine
    package var kind: RequestKind
    package var urgency: Urgency
    package var category: CategoryCode
    package var place: RegionID
    /// 身份保护: the body reported on never sees who asked.
    package var isProtected: Bool
    /// The key of the row in `person`.
    package var person: Int64
    package var title: ContentDigest
    package var text: ContentDigest
    package var limits: ServiceLimits

    package init(
        channel: Channel, line: ServiceLine, kind: RequestKind, urgency: Urgency, category: CategoryCode,
        place: RegionID, isProtected: Bool, person: Int64, title: ContentDigest, text: ContentDigest,
        limits: ServiceLimits
    ) {
        self.channel = channel
        self.line = line
        self.kind = kind
        self.urgency = urgency
        self.category = category
        self.place = place
        self.isProtected = isProtected
        self.person = person
        self.title = title
        self.text = text
        self.limits = limits
    }
}

/// What kind of request it is, where, how urgent, and the limits that follow.
package struct Classification: Hashable, Sendable {
    package var kind: RequestKind
    package var urgency: Urgency
    package var category: CategoryCode
    package var place: RegionID
    package var limits: ServiceLimits

    package init(
        kind: RequestKind, urgency: Urgency, category: CategoryCode, place: RegionID, limits: ServiceLimits
    ) {
        self.kind = kind
        self.urgency = urgency
        self.category = category
        self.place = place
        self.limits = limits
    }
}

package struct Dispatch: Hashable, Sendable {
    package var lead: OrganisationID
    package var coHandlers: [OrganisationID]

    package init(lead: OrganisationID, coHandlers: [OrganisationID] = []) {
        self.lead = lead
        self.coHandlers = coHandlers
    }
}

package struct ExtensionRequest: Hashable, Sendable {
    /// Added to the close limit, in the same kind of time.
    package var amount: TimeSpan
    package var reason: ContentDigest

    package init(amount: TimeSpan, reason: ContentDigest) {
        self.amount = amount
        self.reason = reason
    }
}

package struct CallBack: Hashable, Sendable {
    /// `false` when nobody answered: such a call counts nowhere.
    package var reached: Bool
    /// `nil` when the person did not say.
    package var solved: Bool?
    package var satisfaction: Satisfaction?
    /// How the person answered: the line called, or the web.
    package var channel: Channel
    package var comment: ContentDigest?
    /// What the grade is about most; empty where the person did not say.
    package var aspects: [RatingAspect]

    package init(
        reached: Bool, solved: Bool?, satisfaction: Satisfaction?, channel: Channel, comment: ContentDigest?,
        aspects: [RatingAspect] = []
    ) {
        self.reached = reached
        self.solved = solved
        self.satisfaction = satisfaction
        self.channel = channel
        self.comment = comment
        self.aspects = aspects
    }
}

/// What a rating is about, good or bad, after the dimensions of 好差评.
package enum RatingAspect: String, CaseIterable, Sendable {
    /// 办理效率
    case efficiency
    /// 服务态度
    case attitude
    /// 业务能力
    case competence
    /// 办理结果
    case result
    /// 答复是否清楚
    case clarity
}

/// A second look at a closing, question by question; the codes are those of `quality.yml`. What is in neither list did
/// not apply.
package struct Inspection: Hashable, Sendable {
    package var passed: [String]
    package var failed: [String]
    /// Drawn by lot. Only such count in rates: whoever chooses what to look at finds what they look for.
    package var isSampled: Bool
    package var note: ContentDigest?

    package init(passed: [String], failed: [String], isSampled: Bool, note: ContentDigest?) {
        self.passed = passed
        self.failed = failed
        self.isSampled = isSampled
        self.note = note
    }

    /// Whether the closing stood the test.
    package var isPassed: Bool { failed.isEmpty }
}

package enum ReturnReason: String, CaseIterable, Sendable {
    /// 非本单位职责
    case notOurDuty = "not-our-duty"
    /// 属地有误
    case wrongPlace = "wrong-place"
    /// 要素不全，无法办理
    case factsMissing = "facts-missing"
    /// 重复派单
    case duplicate
}

package enum ContactMeans: String, CaseIterable, Sendable {
    case phone
    case visit
    case message
    /// Through the hotline, for a protected person.
    case relay
}

package enum PauseReason: String, CaseIterable, Sendable {
    /// 等待检验、检测、鉴定
    case inspection
    /// 等待反映人补充材料
    case waitingForPerson = "waiting-for-person"
    /// 进入诉讼、仲裁等程序
    case proceedings
    /// 不可抗力
    case forceMajeure = "force-majeure"
}
