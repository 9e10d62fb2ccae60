package import Casework
package import Civics

/// What stood in the way, and what can be done now: a sentence for the person at the desk.
///
/// The code itself (`Refusal.rawValue`) is for the interface between machines; pages show the sentence and the number of
/// the request in the log.
extension Refusal {
    package var text: LocalName {
        switch self {
        case .unknownCase:
            LocalName(
                zh: "没有这个单号的诉求。请核对单号，最后一位是校验码。",
                en: "There is no request with this number. Check it; the last digit is a check digit.")
        case .alreadyReceived:
            LocalName(
                zh: "这一件已经登记过，没有再登记一次。",
                en: "This request has been taken in already; it was not taken in twice.")
        case .unknownBody:
            LocalName(
                zh: "没有这个单位。请从列表里选。",
                en: "There is no such body. Choose one from the list.")
        case .unknownCategory:
            LocalName(
                zh: "没有这个分类。请从列表里选到第三级。",
                en: "There is no such category. Choose one from the list, down to the third level.")
        case .unknownPlace:
            LocalName(
                zh: "没有这个地点。请从区、镇街、村居里选。",
                en: "There is no such place. Choose the district, town and village from the lists.")
        case .noLimit:
            LocalName(
                zh: "时限表里没有适用的规定，所以没有保存。请告诉管理员补上。",
                en: "The table of limits has no rule for this, so nothing was saved. Ask the administrator to add one.")
        case .caseEnded:
            LocalName(
                zh: "这一件已经结束（办结、撤回、并案或不予受理），不能再这样办。需要重新办理的，请重办。",
                en: """
                    This request has ended (closed, withdrawn, merged or not accepted). To handle it once more, have it \
                    done again.
                    """)
        case .alreadyDispatched:
            LocalName(
                zh: "这一件已经派出，没有再派。要换单位，等承办单位退回后裁定。",
                en: "This request has been dispatched already. To change the body, adjudicate after it is returned.")
        case .notDispatched:
            LocalName(
                zh: "这一件还没有派给单位，先派单。",
                en: "This request has not been dispatched yet. Dispatch it first.")
        case .awaitingAdjudication:
            LocalName(
                zh: "承办单位已退回，等派单台裁定，裁定前不能办理。",
                en: "The body has returned it. Nothing can be done before the dispatch desk adjudicates.")
        case .noReturnToAdjudicate:
            LocalName(
                zh: "这一件没有待裁定的退回，可能已经有人裁定了。",
                en: "There is no return to adjudicate; somebody may have done it already.")
        case .returnAfterDesignation:
            LocalName(
                zh: "这一件是裁定指定的，不能再退回。有异议请写备注，由督办台协调。",
                en: """
                    This request was assigned by adjudication and cannot be returned. If you disagree, add a note for the \
                    supervision desk.
                    """)
        case .returnAfterSigning:
            LocalName(
                zh: "已经签收，不能再退回。",
                en: "It has been signed for and cannot be returned any more.")
        case .returnAfterSignLimit:
            LocalName(
                zh: "已过签收时限，不能再退回。",
                en: "The sign-off limit has passed; it cannot be returned any more.")
        case .alreadySigned:
            LocalName(
                zh: "本单位已经签收过了。",
                en: "Your body has signed for it already.")
        case .notSigned:
            LocalName(
                zh: "还没有签收，请先签收。",
                en: "It has not been signed for yet. Sign for it first.")
        case .notHandledByBody:
            LocalName(
                zh: "这一件不由本单位主办或协办。应当由您单位办的，请派单台改派。",
                en: """
                    Your body neither leads nor helps with this request. If it should, ask the dispatch desk to assign it.
                    """)
        case .onlyLeadCloses:
            LocalName(
                zh: "只有主办单位能办结。协办单位请写好答复，由主办汇总。",
                en: "Only the lead body can close it. As a co-handler, save your reply for the lead.")
        case .noReply:
            LocalName(
                zh: "还没有答复，不能办结。请先写答复。",
                en: "There is no reply yet, so it cannot be closed. Write the reply first.")
        case .extensionUsed:
            LocalName(
                zh: "这一轮已经申请过延期，每件只能延一次。",
                en: "More time has been asked for already; it is given once only.")
        case .extensionTooLong:
            LocalName(
                zh: "延期超过了允许的长度，请改短。",
                en: "That is longer than an extension may be. Ask for less.")
        case .extensionAfterDeadline:
            LocalName(
                zh: "已过办结期限，不能再申请延期。",
                en: "The closing limit has passed; more time cannot be asked for any more.")
        case .noExtensionRequested:
            LocalName(
                zh: "没有待审批的延期申请，可能已经有人批了。",
                en: "There is no request for more time to decide; somebody may have decided it already.")
        case .alreadyPaused:
            LocalName(
                zh: "计时已经暂停了。",
                en: "The clock has been paused already.")
        case .notPaused:
            LocalName(
                zh: "计时没有暂停，不需要恢复。",
                en: "The clock is not paused, so there is nothing to resume.")
        case .pauseAfterDeadline:
            LocalName(
                zh: "已过办结期限，不能再暂停计时。",
                en: "The closing limit has passed; the clock cannot be paused any more.")
        case .notClosed:
            LocalName(
                zh: "这一件还没有办结。",
                en: "This request has not been closed yet.")
        case .alreadyCalledBack:
            LocalName(
                zh: "已经有人回访过，结果没有改动。",
                en: "Somebody has called back already; the result was not changed.")
        case .callBackIncomplete:
            LocalName(
                zh: "联系上了本人，请至少记下解决了没有或满意程度。",
                en: "The person was reached: record at least whether it is solved, or how satisfied they are.")
        case .mergeIntoItself:
            LocalName(
                zh: "不能并入自己，请填另一件的单号。",
                en: "A request cannot be merged into itself. Give the number of the other one.")
        case .notMerged:
            LocalName(
                zh: "这一件没有并案，不用拆开。",
                en: "This request is not merged, so there is nothing to take apart.")
        case .supervisionLevelNotHigher:
            LocalName(
                zh: "督办级别要比现在的高，最高三级。",
                en: "The level of supervision must be higher than it is now; the highest is 3.")
        case .approvalNeeded:
            LocalName(
                zh: "这一件的答复要两个人：写好后请送审，由单位负责人审核后办结。",
                en:
                    "This reply takes two persons: write it, send it for approval, and the head of the body closes with it."
            )
        case .noDraft:
            LocalName(
                zh: "没有等待审核的答复。可能已经审过，或者还没有送审。",
                en: "No reply waits for approval. It may have been decided already, or not been sent yet.")
        case .ownDraft:
            LocalName(
                zh: "答复是您自己写的，要由另一个人审核。",
                en: "You wrote this reply yourself; somebody else has to approve it.")
        case .notSupervised:
            LocalName(
                zh: "这一件没有在督办，可能已经销号。",
                en: "This request is not under supervision; the order may have been lifted.")
        case .alreadyReminded:
            LocalName(
                zh: "这条规则在这一轮已经催办过。",
                en: "This rule has urged in this round already.")
        case .notRefused:
            LocalName(
                zh: "这一件没有被不予受理，不用提异议。",
                en: "This request was not refused, so there is nothing to contest.")
        case .contestUsed:
            LocalName(
                zh: "异议只能提一次，已经提过。仍不同意的，可以申请行政复议或提起诉讼。",
                en: "A refusal can be contested once, and it was. You may ask for administrative review or go to court."
            )
        case .contestTooLate:
            LocalName(
                zh: "提异议的期限已经过了。有新的情况可以重新提交。",
                en: "The time to contest is over. With a new fact you can make a new request.")
        case .tooManyAttachments:
            LocalName(
                zh: "这件诉求的文件已经到了上限，不能再加。", en: "This request has as many files as it may have; no more can be added.")
        case .attachmentTypeNotTaken: LocalName(zh: "这里不收这种文件。", en: "Files of this type are not taken here.")
        case .attachmentTooLarge: LocalName(zh: "文件太大，没有保存。", en: "The file is too large and was not kept.")
        case .alreadyAttached:
            LocalName(zh: "这个文件已经在了，没有再存一次。", en: "This file is there already; it was not kept twice.")
        case .noSuchAttachment: LocalName(zh: "没有这个附件。", en: "There is no such file.")
        case .alreadyCleared:
            LocalName(zh: "这个文件承办单位已经可以看到。", en: "The bodies can see this file already.")
        case .personForgotten:
            LocalName(
                zh: "反映人的信息已按要求删除，不能再附文件。", en: "The person's data were deleted on request; no file can be added.")
        case .ownRefusal:
            LocalName(
                zh: "第一次是您决定不予受理的。反映人有异议，要由另一位同事核实决定。",
                en: "You refused it the first time. Now that the person contests it, somebody else has to decide.")
        case .refusalAfterDispatch:
            LocalName(
                zh: "已经派出，不能再不予受理。",
                en: "It has been dispatched; it is too late not to accept it.")
        case .notRated:
            LocalName(
                zh: "反映人还没有评价，没有可以申诉的。",
                en: "The person has not rated it yet, so there is nothing to appeal.")
        case .ratingIsGood:
            LocalName(
                zh: "这次评价是满意的，不影响得分，不用申诉。",
                en: "The rating is a good one and costs nothing; there is no need to appeal.")
        case .alreadyAppealed:
            LocalName(
                zh: "这次评价已经申诉过，每次评价只能申诉一次。",
                en: "This rating has been appealed already; that can be done once.")
        case .appealAfterLimit:
            LocalName(
                zh: "已过申诉期限，不能再申诉。",
                en: "The time for appeals has passed.")
        case .onlyLeadAppeals:
            LocalName(
                zh: "评价记在主办单位名下，由主办单位申诉。",
                en: "The rating counts for the lead body, so the lead body appeals.")
        case .unknownGround:
            LocalName(
                zh: "没有这个申诉理由。请从列表里选。",
                en: "There is no such ground. Choose one from the list.")
        case .appealOpen:
            LocalName(
                zh: "有一件申诉等着裁定，先裁定。",
                en: "An appeal waits for its decision. Decide it first.")
        case .noAppealToDecide:
            LocalName(
                zh: "没有待裁定的申诉，可能已经有人裁定了。",
                en: "There is no appeal to decide; somebody may have done it already.")
        case .alreadyInspected:
            LocalName(
                zh: "这次办结已经抽查过了。",
                en: "This closing has been inspected already.")
        case .inspectionIncomplete:
            LocalName(
                zh: "一项都没有查。请至少答一项。",
                en: "Nothing was checked. Answer at least one question.")
        case .unknownCheck:
            LocalName(
                zh: "没有这个检查项，或者同一项答了两次。请从列表里选。",
                en: "There is no such check, or one was answered twice. Choose from the list.")
        case .timeBeforeLastEvent:
            LocalName(
                zh: "这一步的时间早于上一步，没有保存。请管理员检查服务器的时钟。",
                en: """
                    The time of this step lies before the last one, so nothing was saved. Ask the administrator to check \
                    the server's clock.
                    """)
        }
    }
}
