package import Civics

/// A request as the search for issues needs it.
package struct IssueRequest: Sendable {
    package var id: String
    /// Who asked: any name that is the same for the same person. An empty one counts as a person of its own.
    package var person: String
    package var title: String
    package var text: String
    package var at: Instant
    package var likes: Int
    package var dislikes: Int

    package init(
        id: String, person: String, title: String, text: String, at: Instant, likes: Int = 0, dislikes: Int = 0
    ) {
        self.id = id
        self.person = person
        self.title = title
        self.text = text
        self.at = at
        self.likes = likes
        self.dislikes = dislikes
    }
}
