import Testing

@testable import Insight

@Suite struct QualityTests {
    private func answer(_ truth: String, _ label: String?, _ probability: Double = 0.9) -> Quality.Answer {
        Quality.Answer(
            truth: truth, choice: label.map { Suggestion.Choice(label: $0, probability: probability) })
    }

    @Test func theMacroMeanCountsEachLabelTheSame() {
        // a: 8 of 8 right and 2 given wrongly; b: 0 of 2.
        let quality = Quality(
            (0..<8).map { _ in answer("a", "a") } + [answer("b", "a"), answer("b", nil)])
        #expect(quality.rows == 10 && quality.right == 8 && quality.unknown == 1)
        #expect(quality.accuracy == 0.8)
        let a = 2.0 * 8 / (8 + 9)
        #expect(abs(quality.macroF1 - a / 2) < 1e-12)
        #expect(quality.confusion == [[8, 0, 0], [1, 0, 1]])
    }

    @Test func probabilitiesThatHoldHaveNoCalibrationError() {
        let quality = Quality((0..<10).map { answer("a", $0 < 8 ? "a" : "b", 0.8) })
        #expect(quality.calibrationError < 1e-12)
        let boastful = Quality((0..<10).map { answer("a", $0 < 5 ? "a" : "b", 0.99) })
        #expect(abs(boastful.calibrationError - 0.49) < 1e-12)
    }

    @Test func withoutAnswersNothingIsClaimed() {
        let quality = Quality([])
        #expect(quality.accuracy == 0 && quality.macroF1 == 0 && quality.calibrationError == 0)
    }

    @Test func crossValidationAsksAboutEachTextOnce() throws {
        let texts = TownTexts.texts(120)
        var parts: [Int] = []
        let evaluation = try Evaluation(of: texts, folds: 4) { parts.append($0) }
        #expect(parts == [1, 2, 3, 4])
        #expect(evaluation.rows == 120)
        #expect(evaluation.category.map(\.rows) == [120, 120, 120])
        #expect(evaluation.category[0].macroF1 > 0.95)
        #expect(evaluation.category[2].macroF1 > 0.9)
        #expect(evaluation.kind?.accuracy ?? 0 > 0.9)
        #expect(try Evaluation(of: texts, folds: 4) == evaluation)
    }

    @Test func labelsGivenAtRandomCannotBeLearned() throws {
        // What comes out at chance level here has not looked at the answers.
        let texts = TownTexts.texts(240).enumerated().map { index, text in
            TrainingText(
                request: text.request, category: [CharacterGrams.mix(UInt64(index)) % 2 == 0 ? "heads" : "tails"])
        }
        let evaluation = try Evaluation(of: texts, folds: 4)
        #expect((0.35...0.65).contains(evaluation.category[0].accuracy))
    }

    @Test func foldsHoldEveryLabelInTheSameProportion() {
        let answers = (0..<1_000).map { $0 % 10 == 0 ? 1 : 0 }
        let folds = Folds(answers: answers, count: 5, seed: 3)
        var asked: [Int] = []
        for fold in 0..<5 {
            let (inside, outside) = folds.split(fold)
            #expect(outside.count { answers[$0] == 1 } == 20)
            #expect(Set(inside).isDisjoint(with: outside) && inside.count + outside.count == 1_000)
            asked += outside
        }
        #expect(asked.sorted() == Array(0..<1_000))
    }
}

@Suite struct ContestTests {
    @Test func aModelThatLearnedMoreReplacesOneThatLearnedWrongly() throws {
        let held = TownTexts.texts(120, seed: 77)
        let wrong = TownTexts.texts(120).enumerated().map { index, text in
            TrainingText(request: text.request, category: index % 3 == 0 ? ["02"] : text.category)
        }
        let old = try Training().model(from: wrong)
        let new = try Training().model(from: TownTexts.texts(240))
        let contest = Contest(champion: old, challenger: new, on: held)
        #expect(contest.rows == 120)
        #expect(contest.challenger.macroF1 > contest.champion.macroF1)
        #expect(contest.challengerWins)
        #expect(!Contest(champion: new, challenger: old, on: held).challengerWins)
    }

    @Test func theChampionStaysAgainstItsEqual() throws {
        let model = try TextModelTests.model.get()
        let contest = Contest(champion: model, challenger: model, on: TownTexts.texts(60, seed: 5))
        #expect(contest.onlyChampion == 0 && contest.onlyChallenger == 0)
        #expect(contest.chance == 1)
        #expect(!contest.challengerWins)
    }

    @Test func noTextsNoVictory() throws {
        let model = try TextModelTests.model.get()
        #expect(!Contest(champion: model, challenger: model, on: []).challengerWins)
    }
}
