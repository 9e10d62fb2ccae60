package import Civics
import Reporting

/// The numbers that people in danger call, as a city has them: `110`, `119`, `120`, or one for all.
package struct EmergencyNumbers: Sendable {
    /// Each number once, with the services behind it.
    private let lines: [(number: String, services: [EmergencyService])]

    package init(_ numbers: [EmergencyService: String]) {
        var lines: [(number: String, services: [EmergencyService])] = []
        for service in EmergencyService.allCases {
            guard let number = numbers[service] else { continue }
            if let index = lines.firstIndex(where: { $0.number == number }) {
                lines[index].services.append(service)
            } else {
                lines.append((number, [service]))
            }
        }
        self.lines = lines
    }

    /// `110、119 或 120`, `110, 119 or 120`.
    package var list: LocalName {
        let numbers = lines.map(\.number)
        func joined(_ comma: String, _ or: String) -> String {
            numbers.count < 2
                ? numbers.joined() : numbers.dropLast().joined(separator: comma) + or + (numbers.last ?? "")
        }
        return LocalName(zh: joined("、", " 或 "), en: joined(", ", " or "))
    }

    /// `110（警情）、119（火警）`, `911 (police, fire, ambulance)`.
    package var explained: LocalName {
        LocalName(
            zh: lines.map { "\($0.number)（\($0.services.map(\.name.zh).joined(separator: "、"))）" }
                .joined(separator: "、"),
            en: lines.map { "\($0.number) (\($0.services.map(\.name.en).joined(separator: ", ")))" }
                .joined(separator: ", "))
    }
}

extension EmergencyService {
    package var name: LocalName {
        switch self {
        case .police: LocalName(zh: "警情", en: "police")
        case .fire: LocalName(zh: "火警", en: "fire")
        case .ambulance: LocalName(zh: "急救", en: "ambulance")
        case .traffic: LocalName(zh: "交通事故", en: "traffic")
        }
    }
}
