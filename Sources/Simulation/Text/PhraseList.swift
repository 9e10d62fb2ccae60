/// The lists that a language must have, by the names they have in the phrase files (`@street`).
enum PhraseList: Int, CaseIterable, Sendable {
    case street, crossing, number, estate, flat, shop, eatery, factory, company, school, park, hospital,
        busLine, vehicle, lateNight, early, clock, since, duration, recent, times, someone, industry, grade,
        trade, kinSelf, kinRecord, kinEnterprise, meSelf, meRecord, meEnterprise, homeSelf, homeRecord,
        homeEnterprise, weSelf, weRecord, weEnterprise, openPlain, openTerse, openAngry, openElderly,
        openOfficial, openEnterprise, openRecord, openEnterpriseRecord, openStorm, leadRoad, leadHome,
        leadVillage, leadWork, leadSchool, leadHospital, leadShop, leadNone, background, joinFact, joinEnquiry,
        joinFragment, joinFragmentEnquiry, stop, comma, again, triedRoad, triedHome, triedVillage, triedWork,
        triedSchool, triedHospital, triedShop, triedNone, triedEnquiry, turnEnquiry, turnComplaint, turnReport,
        turnSuggestion, effectExtra, fillerEnquiry, fillerPraise, fillerLast, askEnquiry, askHelp, askComplaint,
        askReport, askSuggestion, askPraise,
        closePlain, closeTerse, closeAngry, closeElderly, closeOfficial, closeEnterprise, closeRecord,
        fallbackHappening, fallbackQuestion, fallbackEffect, fallbackWish, fallbackDeed, fallbackInformation,
        fallbackTitle,
        titlePlace, titleHome, titleComplaint, titleHelp, titleEnquiry, titleTurnEnquiry, titleTurn, titleReport,
        titleSuggestion, titlePraise, titleLast, replyOpen, replyLook, replyCall, replyFound, replyBasis,
        replyOpenEnquiry, replyMore, replyUnsolved, replySuggestion, replyPraise, replyRedo, replyLate,
        replyEnd, replyEndEnquiry, replyTold, replyCoHandler, contactPhone, contactVisit, contactMessage, contactRelay,
        returnNotOurDuty, returnWrongPlace, returnFactsMissing, returnDuplicate, extensionReason,
        pauseInspection, pauseWaiting, pauseProceedings, pauseForceMajeure, urgeRed, urgeOverdue, urgeAgain,
        superviseRefusal, superviseOverdue, superviseUnresolved, superviseBadEffect, superviseRepeated,
        refuseEmergency, refuseProceedings, refuseNoNewFact, refusePrivacy, refuseOutside, refuseUnlawful,
        callBackGood, callBackFair, callBackBad, redoNote, staffNote, contestNote, progressNote,
        superviseAnswer, superviseLift, draftBack, appealReason, appealGranted, appealDeclined,
        inspectFailed

    init?(name: Substring) {
        guard let list = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = list
    }
}
