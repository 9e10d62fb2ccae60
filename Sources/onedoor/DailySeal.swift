import Civics
import Logging
import Storage

/// Seals the journal at the beginning of each of the city's days, as long as the server runs.
func sealDaily(_ store: Store) async {
    let log = Logger(label: "onedoor.seal")
    while !Task.isCancelled {
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
