import Storage

/// Administration: who may sign in, and whether the house is in order.
package struct Administration: Sendable {
    let store: Store
    /// Demonstration data: what the city asks of those who sign in is asked less strictly.
    let isDemonstration: Bool
}
