import Casework
import Civics

/// What stops or lengthens the clock of a request: extensions and pauses.
extension CitySimulator {
    /// Plans an extension for a body that will not make it in time; `false` where the city grants none or none would
    /// come in time.
    mutating func planExtension(_ open: inout OpenCase, share: Int, now: Int64) -> Bool {
        let limit = limits(open).close
        let whole = limit.amount(in: city.calendar).milliseconds
        let most = Int64(Double(whole) * city.limits.extensionShare)
        guard city.limits.extensionTimes > 0, most > 0 else { return false }
        let asksAt = rhythm.moment(open.generator.between(600, 950), of: limit, from: open.roundStartedAt)
        guard asksAt > now, asksAt <= open.closeDeadline else { return false }
        var amount = most * Int64(open.generator.between(300, 1000)) / 1000
        let unit = limit.countsWorkingTime ? city.calendar.workdayLength.milliseconds : 3_600_000
        if unit > 0, amount > unit { amount -= amount % unit }
        guard amount > 0 else { return false }
        open.requestedExtension = amount
        let decidesAt = rhythm.officeTime(asksAt + minutes(10, 300, &open), &open.generator)
        plan(.requestExtension, at: asksAt, now: now)
        plan(.decideExtension, at: decidesAt, now: now)
        if open.generator.chance(870) {
            open.marks.insert(.extensionGranted)
            let used = amount * Int64(open.generator.between(250, 1010)) / 1000
            let end = rhythm.deadline(limit, from: open.roundStartedAt, granted: used)
            open.closesAt = end ?? rhythm.moment(share, of: limit, from: open.roundStartedAt)
        } else if open.closeDeadline < .max, open.generator.chance(600) {
            // Refused: the body hurries.
            open.closesAt = open.closeDeadline - minutes(5, 120, &open)
        }
        open.closesAt = Swift.max(open.closesAt, decidesAt + minutes(20, 120, &open))
        return true
    }

    mutating func requestExtension(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling, now <= open.closeDeadline, open.requestedExtension > 0 else { return nil }
        open.marks.insert(.extensionAsked)
        let text = note(.extensionReason, &open, now: now) ?? ""
        let request = ExtensionRequest(amount: TimeSpan(milliseconds: open.requestedExtension), reason: text)
        return step(.requestExtension(request), by: headOf(open), open, now: now)
    }

    mutating func decideExtension(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.isHandled, open.marks.contains(.extensionAsked) else { return nil }
        open.marks.remove(.extensionAsked)
        let grants = open.marks.contains(.extensionGranted)
        if grants, open.closeDeadline < .max {
            let limit = limits(open).close
            open.closeDeadline =
                rhythm.deadline(limit, from: open.roundStartedAt, granted: open.requestedExtension) ?? .max
        }
        open.requestedExtension = 0
        return step(.decideExtension(grant: grants), by: desk(.supervisor, open), open, now: now)
    }

    mutating func pause(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling else { return nil }
        guard now <= open.closeDeadline else {
            plan(.close, at: open.closesAt, now: now)
            return nil
        }
        let (reason, list) = open.generator.pick(open.marks.contains(.storm) ? Self.stormPauses : Self.pauses)
        open.stage = .paused
        open.pausedAt = now
        plan(.resume, at: rhythm.officeTime(now + minutes(1400, 9000, &open), &open.generator), now: now)
        let text = note(list, &open, now: now)
        return step(.pause(reason: reason, note: text), by: handlerOf(open), open, now: now)
    }

    private static let pauses: [(PauseReason, PhraseList)] = [
        (.inspection, .pauseInspection), (.inspection, .pauseInspection), (.waitingForPerson, .pauseWaiting),
        (.waitingForPerson, .pauseWaiting), (.proceedings, .pauseProceedings),
    ]
    private static let stormPauses: [(PauseReason, PhraseList)] = [(.forceMajeure, .pauseForceMajeure)]

    mutating func resume(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .paused else { return nil }
        open.stage = .handling
        let left = Swift.max(open.closesAt - open.pausedAt, 3_600_000)
        open.closesAt = rhythm.officeTime(now + left, &open.generator)
        if open.closeDeadline < .max { open.closeDeadline += now - open.pausedAt }
        plan(.close, at: open.closesAt, now: now)
        return step(.resume, by: handlerOf(open), open, now: now)
    }
}
