import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

/// Commands from outside, on a real file: what is answered is on disk, once, and whole.
@Suite struct CommandTests {
    private func receipt(_ time: String, key: IdempotencyKey? = nil, category: String = "010501") -> OutsideCommand {
        OutsideCommand(
            command: .receive(.test(category: category, title: "海八路工地半夜打桩", text: "一直到凌晨两点")),
            person: PersonDetails(name: "李明", phone: "19900001234"), at: at(time), actor: "resident",
            idempotency: key)
    }

    @Test func aRequestGoesItsWholeWayAndIsThereAfterARestart() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        #expect(number.description == "261118-00001-" + number.description.suffix(1))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00")
        try await house.give(.sign(body: CaseLife.lead, handler: "handler3012"), number, "2026-11-18 14:00")
        let closed = try await house.give(
            .close(body: CaseLife.lead, reply: "已责令停工"), number, "2026-11-20 10:00", version: 3)
        #expect(closed.version == 5)
        #expect(closed.stage == .closed)
        #expect(closed.isNew)
        let answer = CallBack(
            reached: true, solved: true, satisfaction: .satisfied, channel: .phone, comment: "谢谢")
        try await house.give(.callBack(answer), number, "2026-11-23 09:00")

        let before = try #require(try await house.store.caseFile(number))
        try await house.reopen()
        let file = try #require(try await house.store.caseFile(number))
        #expect(file.request == before.request)
        #expect(file.request.stage == .calledBack)
        #expect(file.title == "海八路工地半夜打桩")
        #expect(file.text == "每晚11点后还在打桩，一直到凌晨两点。")
        #expect(file.body(4) == "已责令停工")
        #expect(file.body(6) == "谢谢")
        #expect(file.body(2) == nil)
        #expect(file.entries.map(\.version) == [1, 2, 3, 4, 5, 6])
        #expect(file.entries.map(\.actor) == ["resident"] + [String](repeating: "tester", count: 5))
        #expect(file.entries.first?.at == at("2026-11-18 10:24"))
        #expect(try await house.store.person(of: number) == PersonDetails(name: "李明", phone: "19900001234"))
        let verification = try await house.store.verify()
        #expect(verification.fault == nil)
        #expect(verification.events == 6)
        #expect(verification.texts == 4)
    }

    @Test func whatDoesNotExistIsUnknown() async throws {
        let house = try await TestStore()
        let number = CaseNumber(rawValue: 261_118_000_009)
        #expect(try await house.store.caseFile(number) == nil)
        #expect(try await house.store.request(number) == nil)
        #expect(try await house.store.person(of: number) == nil)
        await #expect(throws: CommandFailure.refused(.unknownCase)) {
            try await house.give(.note("note"), number, "2026-11-18 11:00")
        }
        let known = try await house.receive("2026-11-18 10:24")
        await #expect(throws: CommandFailure.refused(.unknownCase)) {
            try await house.give(.merge(into: number), known, "2026-11-18 11:00")
        }
    }

    @Test func aRequestIsNotMergedIntoOneThatNobodyAnswers() async throws {
        let house = try await TestStore()
        let first = try await house.receive("2026-11-18 10:24")
        let second = try await house.receive("2026-11-18 10:25")
        let withdrawn = try await house.receive("2026-11-18 10:26")
        try await house.give(.withdraw, withdrawn, "2026-11-18 10:30")
        try await house.give(.merge(into: second), first, "2026-11-18 11:00")
        // Not in a ring, and not into a case that has ended.
        await #expect(throws: CommandFailure.refused(.caseEnded)) {
            try await house.give(.merge(into: first), second, "2026-11-18 11:10")
        }
        await #expect(throws: CommandFailure.refused(.caseEnded)) {
            try await house.give(.merge(into: withdrawn), second, "2026-11-18 11:10")
        }
        #expect(try await house.store.request(second)?.stage == .awaitingDispatch)
    }

    @Test func numbersOfADayFollowEachOtherAndAnotherDayBeginsAnew() async throws {
        let house = try await TestStore()
        let times = [
            "2026-11-18 10:24", "2026-11-18 23:59", "2026-11-19 00:00", "2026-11-18 10:24", "2026-11-19 00:01",
        ]
        var numbers: [CaseNumber] = []
        for time in times { numbers.append(try await house.receive(time)) }
        #expect(numbers.map(\.dayKey) == [261_118, 261_118, 261_119, 261_118, 261_119])
        #expect(numbers.map(\.serial) == [1, 2, 1, 3, 2])
        try await house.reopen()
        #expect(try await house.receive("2026-11-18 11:00").serial == 4)
    }

    // MARK: Exactly once

    @Test func theSameKeyBringsTheSameAnswerAndNothingNew() async throws {
        let house = try await TestStore()
        let key = IdempotencyKey(source: "web", key: "form-1", fingerprint: 42)
        let first = try await house.store.perform(receipt("2026-11-18 10:24", key: key))
        let again = try await house.store.perform(receipt("2026-11-18 10:30", key: key))
        #expect(first.isNew)
        #expect(!again.isNew)
        #expect(again.number == first.number)
        #expect(again.version == first.version)
        // After a restart as well, and for commands on a case.
        try await house.reopen()
        let later = try await house.store.perform(receipt("2026-11-19 10:30", key: key))
        #expect(later.number == first.number && !later.isNew)
        let note = IdempotencyKey(source: "web", key: "note-1", fingerprint: 7)
        let noted = try await house.give(.note("text"), first.number, "2026-11-19 11:00", key: note)
        let notedAgain = try await house.give(.note("text"), first.number, "2026-11-19 11:00", key: note)
        #expect(noted.version == 2 && noted.isNew)
        #expect(notedAgain.version == 2 && !notedAgain.isNew)
        #expect(try await house.store.caseFile(first.number)?.entries.count == 2)
        // Another source may use the same key.
        let other = IdempotencyKey(source: "kiosk", key: "form-1", fingerprint: 42)
        #expect(try await house.store.perform(receipt("2026-11-18 10:24", key: other)).isNew)
    }

    @Test func theSameKeyForSomethingElseIsRefused() async throws {
        let house = try await TestStore()
        let key = IdempotencyKey(source: "web", key: "form-1", fingerprint: 42)
        _ = try await house.store.perform(receipt("2026-11-18 10:24", key: key))
        let other = IdempotencyKey(source: "web", key: "form-1", fingerprint: 43)
        await #expect(throws: CommandFailure.keyReused) {
            try await house.store.perform(receipt("2026-11-18 10:30", key: other))
        }
        #expect(try await house.store.verify().cases == 1)
    }

    @Test func aRefusedCommandLeavesItsKeyUnused() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        let key = IdempotencyKey(source: "api", key: "sign", fingerprint: 1)
        let sign = RequestCommand.sign(body: CaseLife.lead, handler: nil)
        await #expect(throws: CommandFailure.refused(.notDispatched)) {
            try await house.give(sign, number, "2026-11-18 10:30", key: key)
        }
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 10:40")
        #expect(try await house.give(sign, number, "2026-11-18 10:50", key: key).isNew)
    }

    @Test func duplicatesThatComeAtOnceAreDoneOnce() async throws {
        let house = try await TestStore()
        let key = IdempotencyKey(source: "web", key: "double-click", fingerprint: 42)
        let command = receipt("2026-11-18 10:24", key: key)
        let outcomes = try await withThrowingTaskGroup(of: CommandOutcome.self) { group in
            for _ in 0..<24 { group.addTask { [store = house.store] in try await store.perform(command) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter(\.isNew).count == 1)
        #expect(Set(outcomes.map(\.number)).count == 1)
        #expect(try await house.store.verify().events == 1)
    }

    // MARK: Two at once

    @Test func ofTwoThatSawTheSameVersionOneWins() async throws {
        let house = try await TestStore()
        for round in 0..<10 {
            let number = try await house.receive("2026-11-18 10:24")
            let failures = await withTaskGroup(of: CommandFailure?.self) { group in
                for body in [CaseLife.lead, CaseLife.stranger] {
                    group.addTask { [store = house.store] in
                        do {
                            _ = try await store.perform(
                                OutsideCommand(
                                    number: number, command: .dispatch(Dispatch(lead: body)),
                                    at: at("2026-11-18 11:00"), actor: body, expectedVersion: 1))
                            return nil
                        } catch { return error as? CommandFailure }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(failures.count { $0 == nil } == 1, "round \(round)")
            #expect(failures.compactMap(\.self) == [.versionConflict(current: 2)], "round \(round)")
        }
    }

    /// Two processes on one file: what one of them remembers of a case must not hide what the other wrote.
    @Test func twoStoresOnOneFileSeeEachOthersWork() async throws {
        let house = try await TestStore()
        let neighbour = try await Store.open(folder: house.folder, city: TestCity.foshan)
        defer { neighbour.close() }
        func tell(_ store: Store, _ command: RequestCommand, _ number: CaseNumber, _ minute: Int) async throws {
            let moment = at("2026-11-18 11:00") + .minutes(minute)
            _ = try await store.perform(
                OutsideCommand(number: number, command: command, at: moment, actor: "tester"))
        }
        let number = try await house.receive("2026-11-18 10:24")
        for round in 0..<12 {
            try await tell(round % 2 == 0 ? neighbour : house.store, .urge(note: nil), number, round)
        }
        try await tell(neighbour, .dispatch(Dispatch(lead: CaseLife.lead)), number, 20)
        try await tell(house.store, .sign(body: CaseLife.lead, handler: nil), number, 21)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask { [store = house.store] in
                    try await tell(index % 2 == 0 ? neighbour : store, .note("note \(index)"), number, 30)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await house.store.request(number)?.version == 1 + 12 + 2 + 40)
        #expect(try await neighbour.verify().fault == nil)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    // MARK: Groups

    @Test func fiveHundredAtOnceAreAllOnDiskWithNumbersOfTheirOwn() async throws {
        let house = try await TestStore()
        let numbers = try await withThrowingTaskGroup(of: CaseNumber.self) { group in
            for _ in 0..<500 {
                group.addTask { [store = house.store] in try await store.perform(receipt("2026-11-18 10:24")).number }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.map(\.serial).sorted() == Array(1...500))
        try await house.reopen()
        let verification = try await house.store.verify()
        #expect(verification.fault == nil)
        #expect(verification.cases == 500)
        #expect(verification.texts == 1000)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func aRefusedCommandInTheMiddleOfAGroupLeavesNothing() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        let refused = await withTaskGroup(of: CommandFailure?.self) { group in
            for index in 0..<120 {
                group.addTask { [store = house.store] in
                    do {
                        switch index % 3 {
                        case 0: _ = try await store.perform(receipt("2026-11-18 10:24"))
                        case 1: _ = try await store.perform(receipt("2026-11-18 10:24", category: "000000"))
                        default:
                            _ = try await store.perform(
                                OutsideCommand(
                                    number: number, command: .close(body: CaseLife.lead, reply: "reply"),
                                    at: at("2026-11-18 10:00"), actor: "tester"))
                        }
                        return nil
                    } catch { return error as? CommandFailure }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refused.count { $0 == nil } == 40)
        #expect(refused.count { $0 == .refused(.unknownCategory) } == 40)
        #expect(refused.count { $0 == .refused(.notDispatched) } == 40)
        let counts = try await house.store.database.read { connection in
            try ["event", "person", "content", "request", "outbox"].map {
                try connection.integer("SELECT count(*) FROM \($0)")
            }
        }
        #expect(counts == [41, 41, 82, 41, 41])
        // No number was used up.
        #expect(try await house.receive("2026-11-18 11:00").serial == 42)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func aBodyNamedTwiceAsAHelperSpoilsNothing() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        let twice = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper, CaseLife.helper])
        try await house.give(.dispatch(twice), number, "2026-11-18 10:00")
        #expect(try await house.store.request(number)?.coHandlers.map(\.body) == [CaseLife.helper])
    }

    @Test func whatIsMoreThanCanWaitIsTurnedAwayAtOnce() async throws {
        let house = try await TestStore()
        let gate = Gate()
        let number = CaseNumber(rawValue: 261_118_000_001)
        let database = house.store.database
        // The one writer is held up by a long transaction.
        async let held: Void = database.write { _ in gate.waitUntilOpen() }
        await gate.untilWaitedAt()
        let failures = await withTaskGroup(of: CommandFailure?.self) { group in
            for _ in 0..<4_700 {
                group.addTask { [store = house.store] in
                    do {
                        _ = try await store.perform(
                            OutsideCommand(number: number, command: .resume, at: at("2026-11-18 10:00"), actor: "t"))
                        return nil
                    } catch { return error as? CommandFailure }
                }
            }
            // Nobody who is turned away waits for the writer.
            var failures: [CommandFailure?] = []
            while failures.count < 300, let failure = await group.next() { failures.append(failure) }
            #expect(failures.allSatisfy { $0 == .overloaded(retryAfter: 1) })
            gate.open()
            return await group.reduce(into: failures) { $0.append($1) }
        }
        try await held
        // A group of at most 256 was with the writer already.
        let turnedAway = failures.count { $0 == .overloaded(retryAfter: 1) }
        #expect((4_700 - 4_096 - 256...4_700 - 4_096).contains(turnedAway))
        #expect(failures.count { $0 == .refused(.unknownCase) } == 4_700 - turnedAway)
        #expect(house.store.writer.depth == 0)
        try await house.receive("2026-11-18 10:24")
    }

    @Test func aClosedStoreTakesNoMoreCommandsAndKeepsThoseItTook() async throws {
        let house = try await TestStore()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask { [store = house.store] in
                    (try? await store.perform(receipt("2026-11-18 10:24"))) != nil
                }
            }
            let first = await group.next()
            house.store.close()
            return await group.reduce(into: [first == true]) { $0.append($1) }
        }
        await #expect(throws: CommandFailure.shuttingDown) {
            try await house.store.perform(receipt("2026-11-18 10:24"))
        }
        try await house.reopen()
        #expect(try await house.store.verify().cases == outcomes.count(where: \.self))
    }

    @Test func whoeverClosesTheStoreWaitsForTheLastCommand() async throws {
        let house = try await TestStore()
        let (store, gate) = (house.store, Gate())
        async let held: Void = store.bulk { _ in gate.waitUntilOpen() }
        await gate.untilWaitedAt()
        // More than one group of commands, so that some are seen to wait behind the one that is held up.
        let taken = Task {
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<300 {
                    group.addTask { (try? await store.perform(receipt("2026-11-18 10:24"))) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
        while store.writer.depth == 0 { await Task.yield() }
        let closed = Told()
        let threads = (0..<2).map { number in
            Thread {
                store.close()
                closed.note(number)
            }
        }
        for thread in threads { thread.start() }
        try await Task.sleep(for: .milliseconds(200))
        #expect(closed.values.isEmpty)
        gate.open()
        try await held
        while closed.values.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(Set(closed.values) == [0, 1])
        #expect(await taken.value > 0)
    }
}
