import Casework
import Civics

/// What is said and found about closings afterwards: bodies appeal against ratings (申诉), supervisors look again at
/// closings that were drawn by lot (抽查).
extension CitySimulator {
    /// A body feels wronged by a bad rating, now and then.
    mutating func planAppeal(_ open: inout OpenCase, now: Int64) {
        guard !city.quality.appeals.grounds.isEmpty, open.generator.chance(30) else { return }
        let share = open.generator.between(50, 900)
        let at = rhythm.officeTime(
            rhythm.moment(share, of: city.quality.appeals.within, from: now), &open.generator)
        guard let end = city.quality.appeals.within.end(from: Instant(milliseconds: now), in: city.calendar),
            at <= end.milliseconds
        else { return }
        open.marks.insert(.wronged)
        plan(.appeal, at: at, now: now)
    }

    mutating func appeal(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        // Rated anew in the meantime, or with a body no more.
        guard open.marks.contains(.wronged), open.stage != .ended, open.stage != .awaitingDispatch, open.lead >= 0
        else {
            return nil
        }
        open.marks.remove(.wronged)
        open.marks.insert(.appealed)
        let ground = open.generator.pick(city.quality.appeals.grounds).code
        let text = note(.appealReason, &open, now: now)
        let share = open.generator.between(100, 1100)
        let decided = rhythm.moment(share, of: city.quality.appeals.decideWithin, from: now)
        plan(.decideAppeal, at: rhythm.officeTime(decided, &open.generator), now: now)
        let command = RequestCommand.appeal(body: bodies.ids[Int(open.lead)], ground: ground, note: text)
        return step(command, by: headOf(open), open, now: now)
    }

    mutating func decideAppeal(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.marks.contains(.appealed) else { return nil }
        open.marks.remove(.appealed)
        let isGranted = open.generator.chance(350)
        let list: PhraseList = isGranted ? .appealGranted : .appealDeclined
        let text = note(list, &open, body: bodies.hotline, now: now)
        return step(.decideAppeal(grant: isGranted, note: text), by: desk(.supervisor, open), open, now: now)
    }

    /// Lots are drawn among the closings of a day; here each closing has its own.
    mutating func planInspection(_ open: inout OpenCase, now: Int64) {
        guard !city.quality.sampling.checks.isEmpty, open.generator.chance(12) else { return }
        let at = rhythm.officeTime(now + minutes(1440, 5760, &open), &open.generator)
        open.marks.remove(.inspected)
        plan(.inspect, at: at, now: now)
    }

    mutating func inspect(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .closed || open.stage == .calledBack, !open.marks.contains(.inspected) else { return nil }
        open.marks.insert(.inspected)
        // What the person would not call solved has a hole somewhere, mostly.
        let chance = open.verdict.isSolved ? 15 : 160
        var passed: [String] = []
        var failed: [String] = []
        for check in city.quality.sampling.checks {
            if open.generator.chance(chance) { failed.append(check.code) } else { passed.append(check.code) }
        }
        let text = failed.isEmpty ? nil : note(.inspectFailed, &open, body: bodies.hotline, now: now)
        let inspection = Inspection(passed: passed, failed: failed, isSampled: true, note: text)
        return step(.inspect(inspection), by: desk(.supervisor, open), open, now: now)
    }
}
