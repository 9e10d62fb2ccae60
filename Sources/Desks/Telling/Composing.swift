import Casework
import Civics
import Reporting
import Storage

/// What a message says, made up when it is sent: nothing of the person is kept for it, so that nothing is sent of who has
/// been forgotten meanwhile.
struct Composing: Sendable {
    enum Result: Sendable {
        case message(OutgoingMessage)
        /// Not needed any more, or nobody to tell; a code for why.
        case dropped(String)
    }

    let store: Store
    private var city: City { store.city }
    private var plan: MessagePlan { city.messages }

    func compose(_ message: StoredMessage, by way: MessageWay, at now: Instant) async throws -> Result {
        let entries = try await store.journal(of: message.number)
        guard let request = ServiceRequest(folding: entries),
            let then = ServiceRequest(folding: entries.filter { $0.version <= message.version })
        else { return .dropped("unknown") }
        func made(_ composed: Composed) -> Result {
            switch composed {
            case .content(let content):
                .message(OutgoingMessage(message: message, content: content, urgency: request.urgency, sentAt: now))
            case .dropped(let reason): .dropped(reason)
            }
        }
        // Programs follow every step; people only need what is so.
        guard message.audience != .systems else { return made(.content(.systems)) }
        guard message.notice.holds(for: request, redos: then.redos) else { return .dropped("over") }
        let event = message.notice == .overdue ? nil : entries.first { $0.version == message.version }?.event
        let facts = NoticeFacts(message.notice, then, event: event, at: message.at, in: city)
        switch message.audience {
        case .systems: return made(.content(.systems))
        case .person: return made(try await person(facts, request, way))
        case .staff: return made(try await staff(message, facts, request, event))
        }
    }

    private func person(
        _ facts: NoticeFacts, _ request: ServiceRequest, _ way: MessageWay
    ) async throws -> Composed {
        guard let person = try await store.person(of: request.number) else { return .dropped("forgotten") }
        let phone = String(person.phone.filter { $0.isASCII && $0.isNumber })
        guard !phone.isEmpty else { return .dropped("no-phone") }
        guard Self.reaches(phone, way) else { return .dropped("not-reachable") }
        let language = Language(rawValue: person.language) ?? Language(rawValue: plan.language) ?? .chinese
        let text = PersonText(facts: facts, language: language, city: city, link: link(facts, request)).text
        return .content(.person(phone: phone, text: text, language: language.rawValue))
    }

    private func link(_ facts: NoticeFacts, _ request: ServiceRequest) -> String {
        guard facts.notice == .closed else { return plan.site + RatingLink.followPath }
        return plan.site + RatingLink.path + RatingLink(to: request, store.vault).text
    }

    private static func reaches(_ phone: String, _ way: MessageWay) -> Bool {
        guard case .smsGateway(_, let forms) = way.carrier, !forms.isEmpty else { return true }
        return forms.contains { form in
            form.utf8.count == phone.utf8.count
                && zip(form.utf8, phone.utf8).allSatisfy { $0 == UInt8(ascii: "#") || $0 == $1 }
        }
    }

    /// The people of a body who have to know; the body itself where it has none with an account.
    private func staff(
        _ message: StoredMessage, _ facts: NoticeFacts, _ request: ServiceRequest, _ event: RequestEvent?
    ) async throws -> Composed {
        let language = Language(rawValue: plan.language) ?? .chinese
        if let (body, handler) = event?.named {
            let named = try await store.accounts(of: body).filter {
                !$0.isDisabled && ($0.id == handler || $0.name.zh == handler || $0.name.en == handler)
            }
            // Two of one name: better neither than the wrong one.
            guard named.count == 1, let account = named.first else { return .dropped("nobody") }
            let text = StaffText(facts: facts, body: nil, language: language, city: city)
            return .content(.staff(body: body, accounts: [account.id], subject: text.subject, text: text.text))
        }
        guard request.bodies.contains(message.recipient), request.returnedBy != message.recipient else {
            return .dropped("over")
        }
        let people = try await store.accounts(of: message.recipient).filter {
            !$0.isDisabled && ($0.role == .handler || $0.role == .headOfBody)
        }
        let text = StaffText(facts: facts, body: message.recipient, language: language, city: city)
        return .content(
            .staff(body: message.recipient, accounts: people.map(\.id), subject: text.subject, text: text.text))
    }
}

extension RequestEvent {
    /// The member of staff whom a body named: an account, or a name.
    var named: (body: OrganisationID, handler: String)? {
        switch self {
        case .signed(let body, let handler?), .assigned(let body, let handler): (body, handler)
        default: nil
        }
    }
}

/// What is said, or why nothing is.
private enum Composed {
    case content(OutgoingMessage.Content)
    case dropped(String)
}
