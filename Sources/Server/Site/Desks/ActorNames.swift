import Civics
import Desks
import Pages
import Reporting

/// Who acted on a case, as staff see it: the role and the number of the account, not the name of a colleague.
struct ActorNames {
    private let people: [String: Actor]
    private let city: City
    private let language: Language

    init(accounts: [String], _ visit: DeskVisit) async throws {
        people = try await visit.desks.people(Set(accounts))
        city = visit.city
        language = visit.request.language
    }

    /// `派单员 1107`, `Dispatcher 1107`.
    func name(_ account: String) -> String {
        for actor in [Actor.resident, .system] where actor.account == account { return language.say(actor.name) }
        if let person = people[account] {
            let digits = account.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
            return "\(language.say(person.role.name)) \(digits.isEmpty ? language.say(person.name) : String(digits))"
        }
        // Made-up cases name a role and a body instead of an account.
        let parts = account.split(separator: "@", maxSplits: 1)
        if parts.count == 2, let role = Role(rawValue: String(parts[0])) {
            let body = city.organisation(String(parts[1]))
            let name = body.map { language.say($0.shortName, $0.name.en) } ?? String(parts[1])
            return "\(name) \(language.say(role.name))"
        }
        return account
    }
}
