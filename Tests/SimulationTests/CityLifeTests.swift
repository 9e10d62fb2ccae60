import Casework
import Civics
import Testing

@testable import Simulation

/// What the made-up city is like: the figures that the pages and reports live on.
@Suite struct CityLifeTests {
    static let life: Replay? = {
        guard let city = try? CityFolder.city("foshan"), let from = CityDay(year: 2026, month: 6, day: 1) else {
            return nil
        }
        return Replay(CitySimulator(city: city, from: from, days: 60, perDay: 60, seed: 2), in: city)
    }()

    @Test func channelsLinesAndProtectionAreMixedAsInALivingCity() throws {
        let life = try #require(Self.life)
        let total = life.receipts.count
        let phone = life.share(life.receipts.count { $0.channel == .phone }, of: total)
        #expect((0.45...0.65).contains(phone))
        #expect(Set(life.receipts.map(\.channel)) == Set(Channel.allCases).subtracting([.importFile]))
        #expect((0.05...0.11).contains(life.share(life.receipts.count { $0.line == .enterprise }, of: total)))
        #expect((0.07...0.15).contains(life.share(life.receipts.count { $0.isProtected }, of: total)))
        #expect(life.receipts.allSatisfy { $0.kind != .report || $0.isProtected })
        #expect((0.02...0.12).contains(life.share(life.receipts.count { $0.urgency != .ordinary }, of: total)))
        #expect(Set(life.receipts.map(\.kind)) == Set(RequestKind.allCases))
        #expect(life.receipts.allSatisfy { $0.person == 0 })
    }

    @Test func categoriesHaveALongTailAndLargeDistrictsAskMore() throws {
        let life = try #require(Self.life)
        let categories = Dictionary(grouping: life.receipts, by: \.category).mapValues(\.count)
        #expect(categories.count > 250)
        let sorted = categories.values.sorted(by: >)
        #expect(sorted.prefix(35).reduce(0, +) * 3 > life.receipts.count)
        func district(_ name: String) -> Int {
            life.receipts.count { receipt in
                life.city.path(to: receipt.place).contains { $0.level == .district && $0.name.zh == name }
            }
        }
        #expect(district("南海区") > district("禅城区"))
        #expect(district("顺德区") > district("三水区"))
        #expect(district("禅城区") > district("高明区"))
    }

    @Test func daysHaveARhythm() throws {
        let life = try #require(Self.life)
        let hours = life.times.map { Int(life.city.zone.local($0).time / 3_600_000) }
        #expect(hours.count { (9...11).contains($0) } > 6 * hours.count { (2...4).contains($0) })
        let days = life.times.map { life.city.zone.day(of: $0).weekday }
        #expect(days.count { $0 == 1 } > days.count { $0 == 7 })
    }

    @Test func someCasesAreReturnedLateRedoneOrLeftWithoutAnswer() throws {
        let life = try #require(Self.life)
        let requests = life.requests.values.filter {
            $0.withdrawnAt == nil && $0.mergedInto == nil && $0.refusedAt == nil
        }
        let total = requests.count
        #expect((0.01...0.04).contains(life.share(requests.count { $0.returns > 0 }, of: total)))
        let rounds = requests.flatMap { request in request.rounds.map { (request, $0) } }
        let late = rounds.count { request, round in
            guard let deadline = request.closeClock(round, in: life.city).deadline, let closed = round.closedAt else {
                return false
            }
            return closed > deadline
        }
        #expect((0.02...0.07).contains(life.share(late, of: rounds.count)))
        let reached = requests.filter { $0.callBack?.reached == true }
        #expect((0.65...0.88).contains(life.share(reached.count, of: total)))
        #expect((0.75...0.95).contains(life.share(reached.count { $0.callBack?.solved == true }, of: reached.count)))
        let answers = requests.flatMap(\.rounds).filter { $0.callBack?.reached == true }
        let bad = answers.count { $0.callBack?.satisfaction?.isBad == true }
        #expect((0.03...0.08).contains(life.share(bad, of: answers.count)), "\(bad) of \(answers.count)")
        // Each of these was put right, and now and then the hotline sent one back.
        let closed = requests.flatMap(\.rounds).filter { $0.closedAt != nil }
        let redone = closed.count(where: \.wasRedone)
        #expect((0.03...0.08).contains(life.share(redone, of: closed.count)), "\(redone) of \(closed.count)")
        #expect(requests.contains { $0.redos > 1 })
        #expect(requests.contains { $0.isDesignated })
        #expect(requests.contains { $0.coHandlers.contains { $0.repliedAt != nil } })
        #expect(requests.contains { $0.callBack?.channel == .miniProgram })
    }

    @Test func bodiesDifferInSpeed() throws {
        let life = try #require(Self.life)
        var minutes: [OrganisationID: [Int64]] = [:]
        for request in life.requests.values where request.kind == .complaint && request.urgency == .ordinary {
            guard let lead = request.lead, let closed = request.firstClosedAt else { continue }
            minutes[lead, default: []].append((closed - request.receivedAt).milliseconds)
        }
        let means = minutes.values.filter { $0.count >= 15 }.map { $0.reduce(0, +) / Int64($0.count) }
        let slowest = try #require(means.max())
        let fastest = try #require(means.min())
        #expect(slowest > fastest * 3 / 2)
    }

    @Test func stormsBringBursts() throws {
        let city = SmallTown.city()
        let from = try #require(CityDay(year: 2026, month: 5, day: 1))
        let simulator = CitySimulator(city: city, from: from, days: 150, perDay: 24, seed: 1)
        var hours: [Int64: Int] = [:]
        for step in simulator {
            if case .receive = step.command { hours[step.at.milliseconds / 3_600_000, default: 0] += 1 }
        }
        #expect((hours.values.max() ?? 0) >= 10)
        let storms = (0..<2000).compactMap { Storm(on: from.advanced(by: $0), seed: 1) }
        #expect((60...220).contains(storms.count))
        #expect(storms.contains { $0.strength >= 9 })
    }

    @Test func anIssueGrowsInOnePlaceForWeeks() throws {
        let life = try #require(Self.life)
        let issue = try #require(
            (0..<60).compactMap { offset in
                GrowingIssue.alive(on: CityDay(number: life.city.zone.day(of: life.times[0]).number + offset), seed: 2)
                    .last
            }.first)
        let shares = (0..<70).map { issue.share(on: CityDay(number: issue.firstDay + $0)) }
        #expect(shares[45] > 8 * shares[3])
        #expect(shares[69] == 0)
        var facts = SeededGenerator(seed: issue.seed)
        let simulator = CitySimulator(
            city: life.city, from: CityDay(number: issue.firstDay), days: 60, perDay: 60, seed: 2)
        let category = life.city.categories[simulator.demand.issueCategory(&facts)].code
        let place = life.city.regions[simulator.demand.leaf(&facts)].id
        var texts: [String] = []
        for step in simulator {
            guard case .receive(let receipt) = step.command, receipt.place == place else { continue }
            if receipt.category == category { texts.append(receipt.text) }
        }
        #expect(texts.count > 15)
        #expect(Set(texts).count == texts.count)
    }

    @Test func peopleComeAgainAndAreTheSameThen() throws {
        let life = try #require(Self.life)
        let byKey = Dictionary(grouping: life.persons, by: \.key)
        #expect(byKey.values.allSatisfy { Set($0).count == 1 })
        #expect((0.05...0.3).contains(life.share(life.persons.count - byKey.count, of: life.persons.count)))
        let phones = Dictionary(grouping: byKey.keys) { key in byKey[key]?.first?.phone ?? "" }
        #expect(phones.count == byKey.count)
    }
}
