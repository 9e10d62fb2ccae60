import Civics
import Desks
import Storage

/// Reads a new request out of a JSON body or a form of the desks. Residents cannot set urgency or category: those are
/// the hotline's to judge.
enum IntakeReader {
    /// The channels through which people come by themselves.
    static let openChannels: [Channel] = [.web, .mobile, .miniProgram, .mailbox, .kiosk]

    static func intake(_ fields: inout FieldReader, for actor: Actor) -> Intake {
        let channel = channel(&fields, for: actor)
        let line = fields.choice("line", ServiceLine.self) ?? .public
        let kind = fields.requiredChoice("kind", RequestKind.self, else: .help)
        let urgency = actor.isStaff ? fields.choice("urgency", Urgency.self) : nil
        let category = actor.isStaff ? fields.text("category", most: 20) : nil
        let place = fields.requiredText("place", most: 60)
        let isProtected = fields.flag("protected") ?? false
        let title = fields.requiredText("title", most: 100)
        let text = fields.requiredText("text", most: 20_000)
        let person = PersonDetails(
            name: fields.text("name", most: 60) ?? "", phone: fields.text("phone", most: 40) ?? "",
            enterprise: fields.text("enterprise", most: 120) ?? "",
            creditCode: fields.text("creditCode", most: 18) ?? "")
        return Intake(
            channel: channel, line: line, kind: kind, urgency: urgency ?? .ordinary, category: category, place: place,
            isProtected: isProtected, title: title, text: text, person: person)
    }

    private static func channel(_ fields: inout FieldReader, for actor: Actor) -> Channel {
        let usual: Channel =
            switch actor.role {
            case .windowClerk: .hall
            case .hotlineAgent, .dispatcher: .phone
            default: .web
            }
        guard let channel = fields.choice("channel", Channel.self) else { return usual }
        if !actor.isStaff, !openChannels.contains(channel) { fields.add("channel", .unknown) }
        return channel
    }
}
