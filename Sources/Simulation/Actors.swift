import Casework
import Civics

/// Who does what.
extension CitySimulator {
    /// Which of a body's people has the case.
    func handler(_ open: OpenCase) -> Int { open.ordinal % (Staff.perBody - 1) }

    func staff(_ role: Role, of body: Int32, person: Int) -> SimulatedActor {
        guard body >= 0 else { return SimulatedActor(role: role, organisation: nil, name: "") }
        return SimulatedActor(
            role: role, organisation: bodies.ids[Int(body)],
            name: bodies.staff[Int(body) * Staff.perBody + person % Staff.perBody])
    }

    func handlerOf(_ open: OpenCase) -> SimulatedActor { staff(.handler, of: open.lead, person: handler(open)) }

    /// The last of a body's people is its head.
    func headOf(_ open: OpenCase) -> SimulatedActor { staff(.headOfBody, of: open.lead, person: Staff.perBody - 1) }

    func desk(_ role: Role, _ open: OpenCase) -> SimulatedActor {
        staff(role, of: bodies.hotline, person: open.ordinal)
    }

    func asker(_ open: OpenCase) -> SimulatedActor {
        SimulatedActor(role: open.line == .enterprise ? .enterpriseAgent : .resident, organisation: nil, name: "")
    }

    func intakeActor(_ open: OpenCase) -> SimulatedActor {
        switch open.channel {
        case .phone: desk(.hotlineAgent, open)
        case .hall: staff(.windowClerk, of: bodies.government(of: Int(open.place)), person: open.ordinal)
        case .web, .mobile, .miniProgram, .mailbox, .kiosk, .importFile: asker(open)
        }
    }

    func step(
        _ command: RequestCommand, by actor: SimulatedActor, _ open: OpenCase, now: Int64
    ) -> SimulatedStep {
        SimulatedStep(
            ordinal: open.ordinal, at: Instant(milliseconds: now), actor: actor, command: command, person: nil)
    }

    /// A scene of the body's own texts about the case.
    func scene(_ open: OpenCase, body: Int32, now: Int64, voice: Voice = .record) -> Scene {
        let since = open.dispatchedAt > 0 ? open.dispatchedAt : open.receivedAt
        return Scene(
            matter: open.matter, place: Int(open.place), category: Int(open.category),
            today: city.zone.day(of: Instant(milliseconds: now)).number,
            earliest: city.zone.day(of: Instant(milliseconds: since)).number, voice: voice, body: Int(body),
            handler: handler(open), topic: open.topic)
    }

    /// A note for the case in hand, `permille` of the time.
    mutating func note(
        _ list: PhraseList, _ open: inout OpenCase, body: Int32? = nil, now: Int64, permille: Int = 1000
    ) -> String? {
        guard permille >= 1000 || open.generator.chance(permille) else { return nil }
        return writer.note(list, scene(open, body: body ?? open.lead, now: now), &open.generator)
    }
}
