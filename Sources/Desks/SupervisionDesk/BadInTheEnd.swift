import Casework
package import Civics
package import Storage

extension RequestFilter {
    /// Requests whose person was not satisfied in the end: rated with one of the two lowest grades on these days, and
    /// nobody is putting it right. A first bad rating opens a rectification by itself where the city says so; what is left
    /// here, the second one above all, is for a supervisor to look at.
    package static func badInTheEnd(_ days: ClosedRange<CityDay>) -> RequestFilter {
        var filter = RequestFilter()
        // Found by the figure that counts them, so that no older ones are read.
        filter.measure = .dissatisfied
        filter.measureDays = days
        filter.stages = [.calledBack]
        filter.isDissatisfied = true
        return filter
    }
}
