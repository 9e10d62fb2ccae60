import ArgumentParser
import Civics
import Desks
import Foundation
import Logging
import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve pages and API until asked to end.")
    @OptionGroup var options: StoreOptions
    @Option(help: "Address to listen on; what faces the network should be a proxy that terminates TLS.")
    var host = "127.0.0.1"
    @Option(help: "Port; 0 takes a free one.") var port = 8080
    @Option(help: "Minutes after which a session of staff ends without a request.") var idleMinutes = 10
    @Option(help: "Folder of the secrets that messages to others are signed with; \(Self.secretsInData) unless named.")
    var secrets: String?
    @Option(help: "Open pages of staff that renew by themselves, at most; 0 switches that off.") var livePages = 2000
    @Option(help: "The same of one account.") var livePagesPerAccount = 20
    @Flag(help: "TLS ends in front: cookies are Secure, browsers are told to come by HTTPS only.") var behindTls = false
    @Flag(help: "A proxy in front tells the client's address in X-Forwarded-For.") var trustForwardedFor = false
    @Flag(help: "Write a line for every request.") var accessLog = false
    @Flag(help: "No rate limits; for measurements only.") var noRateLimits = false

    private static let secretsInData = "`secrets` in the data"

    /// Says at the start what cannot be sent, and why.
    private func warn(of telling: Telling) {
        let log = Logger(label: "onedoor.messages")
        for state in telling.states {
            guard let fault = state.fault else { continue }
            log.error(
                "nothing is sent by a way of messages.yml",
                metadata: ["way": "\(state.way.name)", "reason": "\(fault)"])
        }
    }

    func run() async throws {
        LogLines.bootstrap(level: .notice)
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.idleTimeout = .minutes(idleMinutes)
        configuration.live.connections = livePages
        configuration.live.connectionsPerAccount = livePagesPerAccount
        configuration.isBehindTLS = behindTls
        configuration.trustsForwardedFor = trustForwardedFor
        configuration.writesAccessLog = accessLog
        if noRateLimits { configuration.rates = nil }
        let settings = configuration
        try await options.withDesks { desks in
            let keeper = Task { await workDaily(desks) }
            let settler = Task { await workHourly(desks) }
            let summing = Task { await sumUpRegularly(desks) }
            let drafting = Task { await draftReports(desks) }
            defer {
                keeper.cancel()
                settler.cancel()
                summing.cancel()
                drafting.cancel()
            }
            let telling = Telling(
                store: desks.store, folder: options.data,
                secrets: MessageSecrets(folder: secrets ?? "\(options.data)/secrets"),
                isDemonstration: desks.isDemonstration, file: reportFile)
            warn(of: telling)
            do {
                try await serve(desks, telling: telling, configuration: settings) { port in
                    print("OneDoor listens on http://\(settings.host):\(port)")
                    fflush(nil)
                }
            } catch let failure as ServeFailure {
                FileHandle.standardError.write(Data("\(failure.description)\n".utf8))
                throw ExitCode.failure
            }
        }
    }
}
