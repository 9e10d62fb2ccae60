import ArgumentParser
import Civics

/// The command `onedoor`.
@main
struct OneDoor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onedoor",
        abstract: "One door for a city's people and enterprises (一门).",
        version: Platform.version,
        subcommands: [
            Serve.self, Demo.self, Import.self, Simulate.self, Report.self, Clocks.self, Supervise.self, Verify.self,
            Rebuild.self,
            SealJournal.self, Backup.self, Restore.self, Forget.self, AccountCommand.self, CheckCity.self, Train.self,
            Classify.self, Evaluate.self, Issues.self, Replies.self, DecisionModelCommand.self,
        ])
}
