package import Civics

/// A request as an agent takes it down. The field's raw value is its name and its `id` in the form.
package struct IntakeForm: Hashable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case phone, name, place, village, title, text, category, kind, urgency, line, enterprise, creditCode, protected
    }

    package var phone = ""
    package var name = ""
    /// A town, or a district where the town is not known.
    package var place: RegionID = ""
    /// A village of the town; empty where it is not known.
    package var village: RegionID = ""
    package var title = ""
    package var text = ""
    /// Empty where the dispatcher is to classify it.
    package var category: CategoryCode = ""
    package var kind = RequestKind.enquiry
    package var urgency = Urgency.ordinary
    package var line = ServiceLine.public
    package var enterprise = ""
    package var creditCode = ""
    package var isProtected = false

    package init() {}

    /// Reads the fields of a posted form. Unknown values of a choice are the first of the list.
    package init(_ field: (Field) -> String?) {
        func text(_ name: Field) -> String {
            (field(name) ?? "").replacing("\r\n", with: "\n").trimmingSpaces
        }
        phone = text(.phone)
        name = text(.name)
        place = text(.place)
        village = text(.village)
        title = text(.title)
        self.text = text(.text)
        category = text(.category)
        kind = RequestKind(rawValue: text(.kind)) ?? .enquiry
        urgency = Urgency(rawValue: text(.urgency)) ?? .ordinary
        line = ServiceLine(rawValue: text(.line)) ?? .public
        enterprise = text(.enterprise)
        creditCode = text(.creditCode)
        isProtected = !text(.protected).isEmpty
    }

    /// The finest place chosen; a village that does not lie in the chosen town is left out.
    package func finestPlace(in city: City) -> RegionID {
        guard !village.isEmpty, city.region(village)?.parent == place else { return place }
        return village
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmingSpaces: String {
        let scalars = unicodeScalars
        func isText(_ scalar: Unicode.Scalar) -> Bool { !scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: isText), let last = scalars.lastIndex(where: isText) else {
            return ""
        }
        return String(scalars[first...last])
    }
}
