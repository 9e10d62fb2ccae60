/// What a classifier is asked about: a request's title and text as they were written, or its words already cut.
///
/// Cut words (分词) stand apart by spaces, with the words that say nothing left out, as published collections have them.
/// Nobody has to say which it is: a text in which every few characters a space stands is read as cut.
package struct RequestText: Hashable, Sendable {
    package var title: String
    package var text: String

    package init(title: String = "", text: String) {
        self.title = title
        self.text = text
    }
}

extension PlainText {
    /// No classifier reads further than this many characters: the longest letters say at the beginning what they are
    /// about.
    static let longestRead = 3_000

    init(_ request: RequestText) {
        self.init(request.title, limit: Self.longestRead)
        append(request.text, limit: Self.longestRead)
    }

    /// Whether words stand apart by spaces: one sign in five or more is a space.
    var looksCut: Bool {
        var spaces = 0
        for scalar in scalars where scalar == 0x20 { spaces += 1 }
        return spaces * 5 >= scalars.count && spaces >= 2
    }
}
