package import Civics
import HTML

/// A request that may be about the same matter, and why one may think so.
package struct SimilarRow: Sendable {
    package var row: CaseRow
    /// Of the texts, 0 to 1.
    package var likeness: Double
    /// The finest place that both lie in, below the city.
    package var sharedPlace: LocalName?
    /// Since it was received.
    package var age: TimeSpan

    package init(_ row: CaseRow, likeness: Double, sharedPlace: LocalName?, age: TimeSpan) {
        self.row = row
        self.likeness = likeness
        self.sharedPlace = sharedPlace
        self.age = age
    }
}

extension View {
    /// `文字 91% 相同，同在叠北社区，2 天前`
    func whyAlike(_ similar: SimilarRow) -> String {
        let hundredths = Int((min(1, max(0, similar.likeness)) * 100).rounded())
        let place = similar.sharedPlace.map { say("同在\($0.zh)", "same place: \($0.en)") } ?? say("地点不同", "other place")
        let days = Int(similar.age.milliseconds / TimeSpan.days(1).milliseconds)
        let age =
            days < 1
            ? say("24 小时内", "within 24 hours") : say("\(days) 天前", days == 1 ? "1 day ago" : "\(days) days ago")
        return [say("文字 \(hundredths)% 相同", "\(hundredths)% of the words"), place, age].joined(
            separator: say("，", ", "))
    }
}
