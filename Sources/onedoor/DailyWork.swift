import Civics
import Desks
import Logging
import Storage

/// What the server does by itself as long as it runs: at its start and at the beginning of each of the city's days it
/// removes what is kept for a while only, forgets those who wished it, draws lots among the closings of the days that are
/// over, and looks them through for signs; at the beginning of each day it seals the journal.
func workDaily(_ desks: Desks) async {
    let log = Logger(label: "onedoor.daily")
    let store = desks.store
    while !Task.isCancelled {
        do {
            try await desks.administration.tidy(at: currentInstant())
        } catch {
            log.error("what is kept for a while only could not be removed", metadata: ["error": "\(error)"])
        }
        await watchQuality(desks, log)
        do {
            let round = try await desks.administration.carryOutForgetting(at: currentInstant())
            if !round.forgotten.isEmpty || !round.waiting.isEmpty {
                log.notice(
                    "forgot people on their wish",
                    metadata: ["forgotten": "\(round.forgotten.count)", "stillOpen": "\(round.waiting.count)"])
            }
        } catch {
            log.error("wishes to be forgotten could not be carried out", metadata: ["error": "\(error)"])
        }
        let now = currentInstant()
        let midnight = store.city.zone.startOfDay(store.city.zone.day(of: now).advanced(by: 1))
        do {
            try await Task.sleep(for: .milliseconds((midnight - now).milliseconds + 1000))
            if let seal = try await store.seal(at: currentInstant()) {
                log.notice("sealed the journal", metadata: ["seal": "\(seal.number)", "lastEvent": "\(seal.lastSeq)"])
            }
        } catch is CancellationError {
            return
        } catch {
            log.error("the journal could not be sealed", metadata: ["error": "\(error)"])
        }
    }
}

/// Lots for second looks, and signs of work for the figures.
private func watchQuality(_ desks: Desks, _ log: Logger) async {
    let now = currentInstant()
    do {
        try await desks.supervision.drawLots(at: now)
    } catch {
        log.error("lots could not be drawn", metadata: ["error": "\(error)"])
    }
    do {
        try await desks.supervision.lookForSigns(at: now)
    } catch is CancellationError {
        return
    } catch {
        log.error("the days could not be looked through for signs", metadata: ["error": "\(error)"])
    }
}

/// Sums the figures up over the weeks and months that are over: at the start, and again and again, since what changes a
/// day of the past takes its sums away.
func sumUpRegularly(_ desks: Desks, every pause: Duration = .seconds(600)) async {
    let log = Logger(label: "onedoor.sums")
    let store = desks.store
    while !Task.isCancelled {
        do {
            try await store.sumUpFigures(before: store.city.zone.day(of: currentInstant()))
        } catch is CancellationError {
            return
        } catch {
            log.error("figures could not be summed up; they are read day by day", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: pause)
    }
}
