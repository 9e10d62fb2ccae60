/// The software itself.
package enum Platform {
    /// Shown by `onedoor --version` and to administrators (semantic versioning).
    package static let version = "0.1.0"
}
