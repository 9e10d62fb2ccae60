/// What the simulator says in English, for cities whose categories are explained in English. There are no families
/// here: matters are built from the explanations of the categories. The form is that of `ChinesePhrases`.
enum EnglishPhrases {
    static let all = [words, openings, messages, titles, replies, notes]

    static let words = """
        @street
        {Maple|Juniper|Alder|Hawthorn|Larkspur|Sycamore|Briar|Orchard|Quarry|Mill} {Street|Avenue|Road|Lane|Place}
        {Eastfield|Northgate|Fairmount|Ridgeway|Lakeview|Ashland|Stanton|Barlow} {Street|Avenue|Boulevard|Drive}
        @crossing
        {First|Second|Fourth|Fifth|Seventh|Ninth} {Street|Avenue} / {Harbor|Garden|Station|Market|College} {Street|Road}
        @number
        {1-99} / {100-999} / {20-60}-{10-80}
        @estate
        {Linden|Cedar|Parkside|Riverside|Hilltop|Brookfield|Garrison|Willow} {Court|Houses|Towers|Gardens|Apartments}
        @flat
        apartment {1-9}{A|B|C|D|E} / unit {10-99} / the {2-18}th floor
        @shop
        {Corner|Family|Golden|Lucky|Bright|Union} {Grocery|Deli|Pharmacy|Hardware|Electronics|Laundry}
        @eatery
        {Blue Door|Two Brothers|Lantern|Old Mill|Sunny Side} {Diner|Grill|Café|Pizza|Kitchen}
        @factory
        {Harlow|Penrose|Castell|Brandt|Ostrow} {Metal Works|Bakery|Print Shop|Furniture|Plastics}
        @company
        {Harlow|Penrose|Castell|Brandt|Ostrow|Merrow|Tallis} {Trading|Logistics|Builders|Supply|Foods|Systems} LLC
        @school
        {Elmwood|Crestview|Franklin|Bayside|Meadow} {School|Elementary School|Middle School|High School}
        @park
        {Meadow|Riverbank|Veterans|Founders|Lookout} {Park|Playground|Square}
        @hospital
        {Mercy|Lakeside|County|General} {Hospital|Clinic|Medical Center}
        @busLine
        the {B|M|Q|S}{1-99} bus / bus {1-160}
        @vehicle
        a {white|black|grey|red|blue} {van|sedan|truck|SUV} with a plate ending in *{10-99}
        @lateNight
        around {midnight|1 a.m.|2 a.m.|3 a.m.} / after {10|11} p.m. / in the middle of the night
        @early
        before {5|6} in the morning / at dawn
        @clock
        around {9|10|11} in the morning / at about {1|2|3|4} in the afternoon / around {6|7|8} in the evening
        @since
        since {date3-60} / for {duration} now / since last {week|month} / ever since {date10-40}
        @duration
        {three|four|five} days / {two|three} weeks / a month / over {two|three} months / half a year / {8-40} days
        @recent
        yesterday / {on|on} {date2-24} / last {Monday|Tuesday|Wednesday|Thursday|Friday|Saturday} / two days ago
        @times
        {two|three|four|five} times / again and again / {3-9} times
        @someone
        {Mr.|Ms.} {Ortega|Novak|Hughes|Okafor|Lindqvist|Moreno|Chang|Patel}
        @industry
        food service / retail / construction / logistics / printing / home care / software / repair
        @grade
        {first|second|third|fourth|fifth|sixth} grade
        @trade
        cook / driver / cleaner / clerk / welder / aide
        @kinSelf
        my mother / my father / my grandmother / my wife / my neighbor / my son
        @kinRecord
        the caller's mother / the caller's father / a neighbor
        @kinEnterprise
        one of our staff
        @meSelf
        I
        @meRecord
        the caller
        @meEnterprise
        we
        @homeSelf
        my place
        @homeRecord
        the caller's home
        @homeEnterprise
        our premises
        @weSelf
        we all here / my neighbors and I
        @weRecord
        the neighbors
        @weEnterprise
        we and the shops around us
        """

    static let openings = """
        @openPlain
        Hello.  / Good day.  / Hi, I need some help.  /
        @openTerse

        @openAngry
        I have had enough.  / This is the {third|fourth|fifth} time I write.  / Is anyone reading this? 
        Nobody seems to care.
        @openElderly
        I am {70-90} years old.  / My granddaughter is typing this for me.  / I have lived here for {20-50} years.
        @openOfficial
        Dear Sir or Madam,  / To whom it may concern:  / I wish to report the following.
        @openEnterprise
        We run a {industry} business in {region}.  / Our company has {5-90} employees. 
        We are a small {industry} firm.
        @openRecord
        Caller reports:  / Constituent called.  / By phone:
        @openEnterpriseRecord
        A {industry} business called.  / Business caller:
        @openStorm
        After the storm,  / With this heavy rain,  / It is pouring.
        @leadRoad
        At {number} {street}, {region}, {since} / On {street} near {crossing}, {since}
        In {region}, corner of {street} and {crossing} / {street} by number {number}, {since}
        @leadHome
        I live at {number} {street}, {flat}; {since} / At {estate}, {flat}, {since}
        In our building, {estate} on {street}, {since}
        @leadVillage
        In {region} {since} / Around {street}, {region} / Here in {region}, {since}
        @leadWork
        I work as a {trade} at {factory} on {street}; {since} / At {company}, {since}
        @leadSchool
        At {school}, {since} / My child is in {grade} at {school}; {recent}
        @leadHospital
        At {hospital} {recent} / With {kin} at {hospital} {recent}
        @leadShop
        At {shop} on {street} {recent} / {recent} in {shop}, {number} {street}
        @leadNone
        I live in {region} / As a resident of {region} / As someone new to {region}
        @joinFact
        . Also,  / . On top of that,  / ; and
        @joinEnquiry
        . I would also like to know about this:  / . Another question:
        @joinFragment
        . Then there is this: {fragment} / . And it is not only that: {fragment}
        @joinFragmentEnquiry
        . I would also like to understand {fragment}
        @stop
        .
        @comma
        ,
        """

    static let messages = """
        @again
        I reported this on {date5-40} and was told it was done; it is not
        My case was closed, and {duration} later it is the same
        @background
        At least {40-600} households are affected, and earlier reports by telephone and at meetings changed nothing
        It is worst {lateNight} and {early}; people in the shops nearby can confirm it
        @triedRoad
        I called {times} and nobody came / I sent pictures and heard nothing / An inspector drove by and left
        @triedHome
        I told the super {times} / The management company keeps promising / I left {3-9} voicemails with the landlord
        @triedVillage
        The community board knows about it / We raised it at a meeting on {date10-60}
        @triedWork
        I asked the manager {times} / They told me to wait
        @triedSchool
        I spoke to the principal {times} / The school says it is being looked into
        @triedHospital
        I wrote to patient relations / I kept all the papers
        @triedShop
        I talked to the owner {times} / I kept the receipt / They told me to go ahead and complain
        @triedNone
        I called {times} and got a different answer each time / The website does not say
        I waited {20-90} minutes on the phone
        @triedEnquiry
        I could not find it on the website / The phone line was busy
        @turnEnquiry
        Who is in charge of this, and how long does it take / What are my rights here
        @turnComplaint
        I have been sent from one office to another {times} / I applied {duration} ago and heard nothing
        @turnReport
        I believe somebody is looking the other way / I can give photographs
        @turnSuggestion
        Other places have solved this long ago / A quick fix will not do
        @fillerEnquiry
        I have never had to do this before / I would like to know before I come in / My family is waiting for an answer
        @fillerPraise
        It made our day / Others could learn from it
        @fillerLast
        {me} can be reached at home in {region}
        @effectExtra
        {we} cannot go on like this / It makes life hard for everyone / Older people suffer most
        @askEnquiry
        Please {wish} / Could you {wish} / I would be glad if you could {wish}
        @askHelp
        Please {wish} / I hope you can {wish} / We need somebody to {wish}
        @askComplaint
        I ask you to {wish} / Please {wish} and tell me the result / Somebody must {wish}
        @askReport
        Please investigate and {wish} / Please look into it, {wish}, and keep my name out of it
        @askSuggestion
        I suggest that the city {wish} / It would help everyone to {wish}
        @askPraise
        Please pass on my thanks / They deserve a medal
        @closePlain
        Thank you. / Thanks. /
        @closeTerse

        @closeAngry
        I expect an answer this time. / Do not close this again without doing anything.
        @closeElderly
        Please telephone, I do not use email. / God bless.
        @closeOfficial
        I look forward to your written reply. / Yours sincerely.
        @closeEnterprise
        Every day costs us money. / You can visit us during opening hours.
        @closeRecord
        Caller would like a call back. / Caller was told the time limit.
        @fallbackHappening
        there is a problem with this: {fragment} / {we} have to live with {fragment} / it happened {times}: {fragment}
        nothing is done about {fragment}
        {kin} had trouble with {fragment} / it is about {fragment}; it began {recent} and got worse {clock}
        @fallbackQuestion
        how does {fragment} work / who can help with {fragment} / {kin} needs to know about {fragment} and cannot find it
        what are the rules for {fragment} / where do people go for {fragment}, and what does it cost
        @fallbackEffect
        Somebody fell {recent} / Two families have already moved away / It costs me about {￥80-900} a month
        {kin} cannot sleep / Children pass here every day
        @fallbackWish
        send somebody to look at it / fix it before {the weekend|winter|the next holiday} / tell me who is responsible
        explain what papers are needed
        give a date for the work / hold the owner to account
        @fallbackDeed
        Our crew came out {handledOn} and completed the work
        An inspection {handledOn} confirmed the condition and a notice was issued
        The matter is on the work plan for the next {10-40} days
        We spoke with those concerned and agreed on a correction within {5-20} days
        @fallbackInformation
        the steps and the papers are listed on our website and at any service center
        {body} handles these applications, in person or online
        @fallbackTitle
        {heading}
        """

    static let titles = """
        @titlePlace
        {topic}: {street} / {region}: {topic} / {topic}, {number} {street}
        @titleHome
        {topic} at {estate} / {estate}: {topic}
        @titleComplaint
        Complaint: {topic} / {topic}, {region}
        @titleHelp
        Help needed: {topic} / {topic}, {region}
        @titleEnquiry
        Question: {topic} / About {topic}
        @titleTurnEnquiry
        Who handles this: {topic} / What to do: {topic}
        @titleTurn
        Still no answer: {topic} / {topic}: sent around for {duration}
        @titleReport
        Report: {topic} / {topic} on {street}
        @titleSuggestion
        Suggestion: {topic} / An idea about {topic}
        @titlePraise
        Thank you / Praise for {body}
        @titleLast
        {topic}
        """

    static let replies = """
        @replyOpen
        Thank you for contacting us about {topic}.  / {body} has looked into your request.
        @replyLook
        {handler} of {body} visited {number} {street} {handledOn} / An inspector came {handledOn}
        @replyCall
        {handler} of {body} called you {handledOn} / {body} went through the papers with you {handledOn}
        @replyFound
        The condition was confirmed / We found most of what you describe / We have established the facts
        @replyBasis

        @replyOpenEnquiry
        Thank you for your question about {topic}.  / {handler} of {body} answered by telephone; here it is in writing.
        @replyMore
        . Also,
        @replyUnsolved
        The owner could not be reached; we will return
        This needs several agencies and more time; we ask for your patience
        @replySuggestion
        {body} will consider your suggestion in next year's plan / Your suggestion has been passed to the planning unit
        @replyPraise
        Thank you for your kind words; they were passed on to the staff concerned
        @replyRedo
        After your call we went back.  / A senior officer has taken over your case.
        @replyLate
        We are sorry for the delay
        @replyEnd
        Please call {hotline} if it happens again. / Thank you for your help. / Case officer: {handler}.
        @replyEndEnquiry
        Please call {hotline} if anything is unclear. / You are welcome at any service center.
        @replyTold
        You were told {handledOn} by telephone / A message was sent {handledOn}
        @replyCoHandler
        {body} took part in the joint visit / {body} has no record of a permit here and told the lead agency so
        """

    static let notes = """
        @contactPhone
        Called; person gave details of place and time
        Reached after {2-4} calls; person will wait for the visit
        @contactVisit
        Met the person on site and took {2-9} pictures
        @contactMessage
        No answer; text message left with the name of the officer
        @contactRelay
        Contact through the hotline; identity kept confidential
        @returnNotOurDuty
        Not within our jurisdiction; please reassign
        @returnWrongPlace
        The address lies outside our area
        @returnFactsMissing
        No address given and {2-4} calls not answered
        @returnDuplicate
        Same as an open case of the same person
        @extensionReason
        Waiting for materials, {5-12} more days needed / Several agencies must agree first / Weather prevents the work
        @pauseInspection
        Waiting for the laboratory
        @pauseWaiting
        Waiting for papers from the person
        @pauseProceedings
        Matter is before the court
        @pauseForceMajeure
        Severe weather, no work possible
        @urgeRed
        Deadline is near; please report
        @urgeOverdue
        Deadline has passed; close or explain today
        @urgeAgain
        Person called again and asks for progress
        @superviseRefusal
        Give reasons for refusing
        @superviseOverdue
        Overdue; report within {1-3} days
        @superviseUnresolved
        Person says nothing was done; check again with pictures
        @superviseBadEffect
        Many people affected; daily report
        @superviseRepeated
        Same problem {3-20} times; find the cause
        @refuseEmergency
        Emergency; connected to the emergency line
        @refuseProceedings
        Matter is before a court
        @refuseNoNewFact
        Already answered; nothing new
        @refusePrivacy
        Concerns another person's private data
        @refuseOutside
        A private matter outside government
        @refuseUnlawful
        The request is unlawful
        @callBackGood
        Very quick, thank you / They explained everything
        @callBackFair
        It took a while / Partly done
        @callBackBad
        Nobody ever came / The answer was empty words / It started again after two days
        @redoNote
        Person says the problem is not solved; visit again
        @staffNote
        Caller adds: it happened again {recent} / Caller corrects the address to {number} {street}
        @contestNote
        It is a public street, so it is the city's / The court case is about something else / It has happened again since your last answer
        @progressNote
        Looked at the place; repair is being arranged / Both sides will meet this week / Parts are ordered, {2-6} days
        @superviseAnswer
        Inspection was late; an inspector is assigned and it will be closed in {1-2} days / Work is done; the reply is being written
        @superviseLift
        Explained and under way; order lifted / Checked; order lifted
        @draftBack
        Says on what basis? Please add / Name who went there and when
        @appealReason
        We were there and told the person the result; what they want has no basis in the rules / The works take their time, and the person was told until when
        @appealGranted
        Recording and pictures show that it was handled as it should be; the rating does not count
        @appealDeclined
        The reply names no basis and no date; the rating goes on counting
        @inspectFailed
        The reply does not say who looked and when / No contact is recorded, and the person says that nobody called
        """
}
