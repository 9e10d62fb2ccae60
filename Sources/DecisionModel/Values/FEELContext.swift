/// A context: names with values, in the order in which they were entered (DMN 1.5, 10.3.2.6).
package struct FEELContext: Sendable {
    package private(set) var keys: [String]
    package private(set) var values: [FEELValue]

    package init() {
        keys = []
        values = []
    }

    /// - Precondition: as many keys as values, no key twice.
    package init(keys: [String], values: [FEELValue]) {
        precondition(keys.count == values.count)
        self.keys = keys
        self.values = values
    }

    package init(_ entries: KeyValuePairs<String, FEELValue>) {
        self.init()
        for (key, value) in entries { self[key] = value }
    }

    package var count: Int { keys.count }

    package func index(of key: String) -> Int? {
        for index in keys.indices where keys[index].hasSameScalars(as: key) { return index }
        return nil
    }

    /// The value of an entry, nil if there is no such entry; setting nil removes the entry.
    package subscript(key: String) -> FEELValue? {
        get { index(of: key).map { values[$0] } }
        set {
            switch (index(of: key), newValue) {
            case (let index?, let value?):
                values[index] = value
            case (let index?, nil):
                keys.remove(at: index)
                values.remove(at: index)
            case (nil, let value?):
                keys.append(key)
                values.append(value)
            case (nil, nil):
                break
            }
        }
    }
}

extension String {
    /// Equality by code points. Swift's own equality takes canonically equivalent strings for equal; FEEL does not.
    func hasSameScalars(as other: String) -> Bool {
        self == other && (utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8))
    }
}
