import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// The words of the desks in both languages.
struct DeskWordsTests {
    private func check(_ names: [LocalName], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(Set(names.map(\.zh)).count == names.count, sourceLocation: sourceLocation)
        #expect(Set(names.map(\.en)).count == names.count, sourceLocation: sourceLocation)
        for name in names {
            #expect(!name.zh.isEmpty && !name.en.isEmpty, sourceLocation: sourceLocation)
            let isLatin = !name.en.unicodeScalars.contains { $0.value > 0x2E80 }
            #expect(
                isLatin && name.zh.unicodeScalars.contains { $0.value > 0x2E80 }, "\(name)",
                sourceLocation: sourceLocation)
        }
    }

    @Test func everyRefusalIsASentenceOfItsOwnInBothLanguages() {
        check(Refusal.allCases.map(\.text))
        for refusal in Refusal.allCases {
            #expect(refusal.text.zh.hasSuffix("。") && refusal.text.en.hasSuffix("."), "\(refusal)")
            // The code is for machines.
            #expect(!refusal.text.en.contains(refusal.rawValue))
        }
    }

    @Test func whatIsCountedAndDoneHasItsName() {
        check(Measure.allCases.map(\.name))
        check(CaseAction.allCases.map(\.name))
        check(RefusalGround.allCases.map { $0.rightChannel(in: SampleCity.context(.chinese).city) })
        check(Door.allCases.map(\.name))
        check(PauseReason.allCases.map(\.shortName))
        check(WorklistView.allCases.map(\.name))
        check(DispatchView.allCases.map(\.name))
        check(SupervisionView.allCases.map(\.name))
        check(Period.allCases.map(\.name))
    }

    @Test func everyFaultOfAFieldSaysWhatToDo() {
        let fields =
            CaseField.allCases.map { FormFault(.return, $0, .missing).field }
            + IntakeForm.Field.allCases.map(\.rawValue)
        for field in fields {
            for reason in FormFault.Reason.allCases {
                let text = FormFault(field, reason).text
                #expect(!text.zh.isEmpty && !text.en.isEmpty)
            }
        }
        #expect(FormFault(.decideExtension, .decision, .missing).field == "decide-extension-decision")
        #expect(FormFault("phone", .malformed).text.en.contains("digits"))
    }

    @Test func everyEventIsTold() {
        let samples = DeskSamples(language: .english, text: nil)
        let context = samples.context(.desk)
        let names = CaseNames(DeskSampleCity.city)
        let number = DeskSamples.number(SampleCity.day(11, 18), 7)
        let events: [(RequestEvent, String)] = [
            (.dispatched(Dispatch(lead: "housing")), "Dispatched: lead Foshan Housing and Construction Bureau"),
            (
                .dispatched(Dispatch(lead: "housing", coHandlers: ["transport"])),
                "Dispatched: lead Foshan Housing and Construction Bureau, co-handlers Foshan Transport Bureau"
            ),
            (.signed(body: "transport", handler: "3012"), "Signed for by Foshan Transport Bureau, given to 3012"),
            (.adjudicated(designated: nil), "Adjudicated: return accepted, to be dispatched afresh"),
            (.merged(into: number), "Merged into \(number)"),
            (.supervised(level: 2, reason: .overdue, note: nil), "Supervised, level 2: overdue"),
            (
                .calledBack(CallBack(reached: false, solved: nil, satisfaction: nil, channel: .phone, comment: nil)),
                "Call-back: not reached"
            ),
            (
                .calledBack(
                    CallBack(reached: true, solved: false, satisfaction: .dissatisfied, channel: .phone, comment: nil)),
                "Call-back: not solved, dissatisfied"
            ),
            (.extensionDecided(granted: false), "More time declined"), (.closed, "Closed"),
        ]
        for (event, words) in events { #expect(context.sentence(for: event, names: names) == words) }
        // A body that the city no longer knows keeps its identifier.
        #expect(context.sentence(for: .signed(body: "gone", handler: nil), names: names) == "Signed for by gone")
    }
}

/// What a form can choose from.
struct DeskChoiceTests {
    private let city = DeskSampleCity.city

    @Test func placesAreTownsByDistrictThenTheVillagesAround() {
        let groups = ChoiceGroup.places(of: city, around: "yihai")
        #expect(
            groups.map(\.name.en) == [
                "Chancheng District", "Nanhai District", "Shunde District", "Sanshui District", "Gaoming District",
                "Guicheng Subdistrict",
            ])
        // The district stands first, for what cannot be placed more finely.
        #expect(groups[1].choices.map(\.id) == ["nanhai", "guicheng", "dali", "lishui"])
        #expect(groups[5].choices.map(\.id) == ["diebei", "yihai", "guiya"])
        #expect(ChoiceGroup.places(of: city).count == 5)
        #expect(ChoiceGroup.places(of: city, around: "nanhai").count == 5)
    }

    @Test func bodiesOfVillagesAreOfferedOnlyAround() {
        let all = ChoiceGroup.bodies(of: city).flatMap(\.choices).map(\.id)
        #expect(!all.contains("diebei-gov") && all.contains("guicheng-gov") && all.contains("gov"))
        let around = ChoiceGroup.bodies(of: city, around: "diebei")
        #expect(around.first?.name.en == "City")
        #expect(around.last?.choices.map(\.id) == ["diebei-gov"])
        #expect(!around.contains { $0.choices.isEmpty })
    }

    @Test func everyCategoryStandsOnceUnderItsSecondLevel() {
        let groups = ChoiceGroup.categories(of: city)
        #expect(groups.flatMap(\.choices).map(\.id) == city.categories.map(\.code))
        #expect(groups[0].name.en == "Construction / Roads" && groups[0].choices.count == 2)
    }

    @Test func somethingChosenThatTheListLacksStaysChosen() {
        var form = IntakeForm()
        form.category = "999999"
        let samples = DeskSamples(language: .english)
        let page = IntakePage(
            .init(form: form, once: "o", places: samples.places, categories: samples.categories),
            in: samples.context(.intake))
        let chosen = Markup(page.render().description).all("option").filter {
            $0.attributes["selected"] != nil && $0.attributes["value"] == "999999"
        }
        #expect(chosen.count == 1)
    }
}
