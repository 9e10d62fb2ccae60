package import Civics

/// A new request as it was typed, and what is wrong with it. The field's raw value is its name in the form.
package struct AskForm: Hashable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case district, town, village, spot, kind, title, text, who, name, phone, line, enterprise
    }

    /// What is wrong with a field.
    package enum Fault: Hashable, Sendable {
        case missing
        case tooLong(by: Int)
        /// Not one of the values offered.
        case unknown
        /// Not a telephone number; how many digits it has.
        case notAPhone(digits: Int)
    }

    /// Who may see name and telephone.
    package enum Visibility: String, CaseIterable, Sendable {
        /// The hotline and the body that handles the request.
        case open
        /// The hotline alone (身份保护).
        case protected
        /// Nobody: none are given.
        case anonymous
    }

    package static let titleLimit = 60
    package static let textLimit = 2000
    package static let spotLimit = 100
    package static let nameLimit = 60

    package var district = ""
    package var town = ""
    package var village = ""
    package var spot = ""
    package var kind: RequestKind?
    package var title = ""
    package var text = ""
    package var who: Visibility?
    package var name = ""
    package var phone = ""
    package var line = ServiceLine.public
    package var enterprise = ""

    package init() {}

    /// Reads the fields of a posted form: trimmed, with line breaks as line feeds. Unknown values of a choice are none.
    package init(_ field: (Field) -> String?) {
        func text(_ name: Field) -> String {
            Self.trimmed((field(name) ?? "").replacing("\r\n", with: "\n"))
        }
        district = text(.district)
        town = text(.town)
        village = text(.village)
        spot = text(.spot)
        kind = RequestKind(rawValue: text(.kind))
        title = text(.title)
        self.text = text(.text)
        who = Visibility(rawValue: text(.who))
        name = text(.name)
        phone = text(.phone)
        line = ServiceLine(rawValue: text(.line)) ?? .public
        enterprise = text(.enterprise)
    }

    /// The finest place chosen; empty when none is.
    package var place: RegionID {
        [village, town, district].first { !$0.isEmpty } ?? ""
    }

    /// The telephone's digits, `+` kept at the beginning.
    package var phoneDigits: String {
        let digits = String(String.UnicodeScalarView(phone.unicodeScalars.filter { (48...57).contains($0.value) }))
        return phone.hasPrefix("+") ? "+" + digits : digits
    }

    /// What is wrong, in the order of the form. Only what the form itself can know: whether the city's rules accept the
    /// request is for the desk to say.
    ///
    /// - Parameter city: the places that exist.
    package func faults(in city: City) -> [(field: Field, fault: Fault)] {
        var faults: [(field: Field, fault: Fault)] = []
        func check(_ field: Field, _ text: String, limit: Int, isNeeded: Bool = true) {
            let excess = text.unicodeScalars.count - limit
            if text.isEmpty, isNeeded { faults.append((field, .missing)) }
            if excess > 0 { faults.append((field, .tooLong(by: excess))) }
        }
        if district.isEmpty {
            faults.append((.district, .missing))
        } else if city.region(district)?.level != .district {
            faults.append((.district, .unknown))
        } else if town.isEmpty {
            faults.append((.town, .missing))
        } else if city.region(town)?.parent != district {
            faults.append((.town, .unknown))
        } else if !village.isEmpty, city.region(village)?.parent != town {
            faults.append((.village, .unknown))
        }
        check(.spot, spot, limit: Self.spotLimit, isNeeded: false)
        if kind == nil { faults.append((.kind, .missing)) }
        check(.title, title, limit: Self.titleLimit)
        check(.text, text, limit: Self.textLimit)
        if line == .enterprise { check(.enterprise, enterprise, limit: Self.nameLimit) }
        switch who {
        case nil: faults.append((.who, .missing))
        case .anonymous: break
        case .open, .protected:
            check(.name, name, limit: Self.nameLimit)
            let digits = phoneDigits.unicodeScalars.filter { $0 != "+" }.count
            if phone.isEmpty {
                faults.append((.phone, .missing))
            } else if !isPhone {
                faults.append((.phone, .notAPhone(digits: digits)))
            }
        }
        return faults
    }

    /// A mobile number of the mainland has 11 digits; fixed lines with area code and numbers abroad 7 to 15 (E.164).
    private var isPhone: Bool {
        let allowed = phone.unicodeScalars.allSatisfy {
            (48...57).contains($0.value) || " -()+（）".unicodeScalars.contains($0)
        }
        let digits = phoneDigits.unicodeScalars.filter { $0 != "+" }
        let isMobile = digits.first == "1" && !phone.hasPrefix("+")
        return allowed && (isMobile ? digits.count == 11 : (7...15).contains(digits.count))
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
