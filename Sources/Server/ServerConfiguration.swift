package import Civics

/// How the server listens and what it allows.
package struct ServerConfiguration: Sendable {
    /// Address to listen on. Default `127.0.0.1`: what faces the network is a proxy that terminates TLS.
    package var host = "127.0.0.1"
    /// Port to listen on; 0 takes a free one, which the log and `onListening` tell. Default 8080.
    package var port = 8080
    /// Whether TLS is terminated in front: cookies are then `Secure` and browsers are told to come by HTTPS only
    /// (HSTS). Default `false`.
    package var isBehindTLS = false
    /// Whether a proxy in front tells the client's address in the last element of `X-Forwarded-For`. Without such a
    /// proxy anybody could claim any address. Default `false`.
    package var trustsForwardedFor = false
    /// Writes a line for every request. Default `false`: errors are always written.
    package var writesAccessLog = false
    /// How long a session of staff lives without a request. Default 10 minutes (GB/T 22239 practice).
    package var idleTimeout = TimeSpan.minutes(10)
    /// How long a session lives at most. Default 12 hours.
    package var longestSession = TimeSpan.hours(12)
    /// Bytes a form or a JSON body may have. Default 1 MiB.
    package var bodyLimit = 1 << 20
    /// Bytes of files on their way in that are held in memory at a time, for the whole server; more are answered with 503.
    /// Default 256 MiB.
    package var uploadMemory = 256 << 20
    /// After that many seconds a request is answered with 503. Default 30.
    package var deadlineSeconds = 30
    /// Requests worked on at a time; more are answered with 503 at once. Default 2,000.
    package var concurrency = 2000
    /// Connections open at a time; more wait to be accepted. Default 4,096; the process must be allowed as many files.
    package var connections = 4096
    /// Pages that renew by themselves.
    package var live = LiveLimits()
    /// `nil` switches rate limits off; for measurements only. Default: on.
    package var rates: RequestRates? = RequestRates()

    package init() {}
}

/// How many pages of staff may listen for changes at a time, and how they are told. A page listens while it can be seen.
package struct LiveLimits: Hashable, Sendable {
    /// In all; more are answered with 503 and stay as they are. Default 2,000. 0 switches live updates off.
    package var connections = 2000
    /// Of one account. Default 20.
    package var connectionsPerAccount = 20
    /// What happens within so long after an event is told as one. Default 250 ms.
    package var pace = TimeSpan(milliseconds: 250)
    /// Seconds of silence after which a comment is sent, so that nothing in between takes the line for dead. Default 20.
    package var beatSeconds = 20
    /// Seconds after which a reader who does not take what was sent is let go. Default 30.
    package var patienceSeconds = 30

    package init() {}
}

/// Who may ask how much.
package struct RequestRates: Hashable, Sendable {
    /// Requests of one address without sign-in or token. Offices and halls share an address, hence the burst.
    package var address = RateLimit(burst: 300, perMinute: 600)
    /// Requests of one account.
    package var account = RateLimit(burst: 600, perMinute: 6000)
    /// Wrong query codes, by address.
    package var follow = RateLimit(burst: 10, perMinute: 10)
    /// Failed sign-ins, by address.
    package var signIn = RateLimit(burst: 10, perMinute: 10)
    /// Requests submitted without sign-in, by address.
    package var submit = RateLimit(burst: 30, perMinute: 20)

    package init() {}
}
