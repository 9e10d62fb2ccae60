import ArgumentParser
import Civics
import Desks

struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forget a person: destroy the key to their name, telephone and texts.",
        discussion: """
            Without --yes it only tells what would be forgotten. It cannot be undone, but in backups made before. The \
            journal still verifies, and no figure changes. Requests that are still open are refused.
            """)
    @OptionGroup var options: StoreOptions
    @Option(help: "Number of one request.") var request: String?
    @Option(help: "Telephone number: all requests of this person.") var phone: String?
    @Flag(help: "Do it.") var yes = false

    func validate() throws {
        guard (request == nil) != (phone == nil) else { throw ValidationError("Give either --request or --phone.") }
    }

    func run() async throws {
        try await options.withDesks { desks in
            let numbers = try await numbers(desks)
            guard !numbers.isEmpty else { throw ValidationError("There is no request of this telephone number.") }
            let list = numbers.map(\.description).joined(separator: ", ")
            guard yes else { return print("Would forget the person behind \(list). Add --yes to do it.") }
            do {
                let isSwept = try await desks.administration.forget(numbers, at: currentInstant())
                print("Forgotten: \(list)")
                if !isSwept {
                    print(
                        "A server holds the log open: restart it, so that nothing of them stays in onedoor.sqlite-wal.")
                }
                print("Backups made before still hold them: let those expire.")
            } catch ForgettingRefused.open(let open) {
                let text = open.map(\.description).joined(separator: ", ")
                throw ValidationError("Nobody was forgotten. Still open, so first close, withdraw or refuse: \(text)")
            } catch ForgettingRefused.unknown(let number) {
                throw ValidationError("There is no request \(number).")
            }
        }
    }

    private func numbers(_ desks: Desks) async throws -> [CaseNumber] {
        if let phone { return try await desks.administration.requests(ofPhone: phone) }
        guard let request, let number = CaseNumber(request) else {
            throw ValidationError("“\(request ?? "")” is no number of a request.")
        }
        return [number]
    }
}
