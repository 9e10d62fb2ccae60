package import Civics
package import Desks
import Storage

extension Intake {
    /// A complaint about night work in Guicheng, which the housing bureau of Nanhai answers.
    package static func nightWork(
        title: String = "海八路工地半夜打桩", text: String = "从11月10日起，海八路路口的工地每晚11点后还在打桩，一直到凌晨两点。",
        place: RegionID = "440605011", channel: Channel = .web, phone: String = "19900001234"
    ) -> Intake {
        Intake(
            channel: channel, kind: .complaint, category: TestCity.foshan.categories[0].code, place: place,
            title: title, text: text, person: PersonDetails(name: "李明", phone: phone))
    }
}

package enum TestActor {
    package static let dispatcher = staff("dispatcher1107", .dispatcher, "fs-hotline")
    package static let agent = staff("agent2036", .hotlineAgent, "fs-hotline")
    package static let supervisor = staff("supervisor9001", .supervisor, "fs-gov")

    package static let analyst = staff("analyst7001", .analyst, "fs-gov")
    package static let administrator = staff("admin9001", .administrator, "fs-gov")

    package static func handler(_ body: OrganisationID) -> Actor { staff("handler-\(body)", .handler, body) }

    package static func staff(_ account: String, _ role: Role, _ organisation: OrganisationID) -> Actor {
        Actor(account: account, name: LocalName(zh: account, en: account), role: role, organisation: organisation)
    }
}

package func context(_ actor: Actor, _ time: String) -> OperationContext {
    OperationContext(actor: actor, now: at(time))
}
