package import Civics

/// How an issue goes on. The raw value stands in addresses.
package enum IssuePhase: String, CaseIterable, Sendable {
    case emerging, growing, steady, fading, returning

    package var name: LocalName {
        switch self {
        case .emerging: LocalName(zh: "新出现", en: "Emerging")
        case .growing: LocalName(zh: "上升", en: "Growing")
        case .steady: LocalName(zh: "持续", en: "Steady")
        case .fading: LocalName(zh: "回落", en: "Fading")
        case .returning: LocalName(zh: "反复", en: "Returning")
        }
    }
}
