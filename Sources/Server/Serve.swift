import Civics
package import Desks
import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Why the server could not start.
package struct ServeFailure: Error, CustomStringConvertible {
    /// What happened and what can be done, in one sentence.
    package let description: String
}

/// Serves the desks over HTTP until the process is asked to end (SIGTERM, SIGINT): then nothing new is let in, what is
/// being worked on is finished, and the function returns. The caller closes the store afterwards.
///
/// - Parameters:
///   - telling: sends messages as long as the server runs; without it nothing is sent.
///   - onListening: called once with the port, when the server can be reached.
/// - Throws: `ServeFailure` when it cannot listen or its own files are missing.
package func serve(
    _ desks: Desks, telling: Telling? = nil, configuration: ServerConfiguration,
    logger: Logger = Logger(label: "onedoor"),
    onListening: @escaping @Sendable (Int) -> Void = { _ in }
) async throws {
    let house: House
    do {
        house = House(desks, configuration, telling: telling, assets: try .bundled()) {
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
    } catch {
        throw ServeFailure(description: "The server's own files (style sheets, scripts) cannot be read: \(error)")
    }
    // The framework's own lines on every connection are of use to its authors only.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .notice)
    var services: [any Service] = [
        house.watch, IssueReading(board: desks.issueBoard, now: house.now, logger: logger),
        LiveKeeping(house: house, logger: logger),
        Escalating(escalation: desks.escalation, now: house.now, logger: logger),
    ]
    if let telling { services.append(MessageSending(telling: telling, now: house.now, logger: logger)) }
    let application = Application(
        responder: house.frontDoor(),
        server: .http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(75),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(configuration.connections)),
        services: services,
        onServerRunning: { channel in onListening(channel.localAddress?.port ?? configuration.port) },
        logger: quiet)
    do {
        try await application.runService()
    } catch let error as IOError {
        throw ServeFailure(
            description: """
                Cannot listen on \(configuration.host):\(configuration.port): \(String(cString: strerror(error.errnoCode))). \
                Another program may hold the port; choose another one, or 0 for a free one.
                """)
    }
}
