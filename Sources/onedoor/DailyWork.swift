import Civics
import Desks
import Logging
import Storage

/// What the server does by itself as long as it runs: at its start and at the beginning of each of the city's days it
/// removes what is kept for a while only; at the beginning of each day it seals the journal.
func workDaily(_ desks: Desks) async {
    let log = Logger(label: "onedoor.daily")
    let store = desks.store
    while !Task.isCancelled {
        do {
            try await desks.administration.tidy(at: currentInstant())
        } catch {
            log.error("what is kept for a while only could not be removed", metadata: ["error": "\(error)"])
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
