package import Civics

/// The languages of the pages.
package enum Language: String, CaseIterable, Codable, Sendable {
    case chinese = "zh-Hans"
    case english = "en"

    /// The sentence in this language. Both stand side by side in the source, so that none can be left untranslated.
    package func say(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        switch self {
        case .chinese: chinese()
        case .english: english()
        }
    }

    /// The name in this language.
    package func say(_ name: LocalName) -> String {
        say(name.zh, name.en)
    }

    /// The other language, and what it calls itself.
    package var other: (language: Language, name: String) {
        switch self {
        case .chinese: (.english, "English")
        case .english: (.chinese, "简体中文")
        }
    }
}
