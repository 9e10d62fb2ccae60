import DecisionModel
import Foundation
import Testing

/// The part of the official compatibility kit that lies beside the project.
@Suite struct KitTests {
    static let folder: String = {
        if let path = ProcessInfo.processInfo.environment["ONEDOOR_DMN_TCK"] { return path }
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: "shared/dmn-tck").path
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

    @Test(.enabled(if: isPresent, "the compatibility kit is not here; set ONEDOOR_DMN_TCK to its folder"))
    func everyTestOfTheKitPasses() {
        var runner = KitRunner()
        runner.run(folder: KitTests.folder)
        #expect(runner.passed > 0)
        #expect(runner.failed == 0, "\(runner.report)")
    }
}
