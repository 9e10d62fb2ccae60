import Civics
import Foundation
import FoundationNetworking
import Synchronization

/// Posts to others over HTTP, with a time limit, without following where they lead, and reading no more than a little of
/// what they answer.
final class HTTPPost: NSObject, URLSessionDataDelegate, Sendable {
    enum Answer: Hashable, Sendable {
        case answered(status: Int, retryAfter: String?, body: [UInt8])
        case timedOut
        case notReached
    }

    /// Bytes of an answer that are read; the rest is cut off.
    private static let mostRead = 16 * 1024

    private struct Exchange {
        let answer: CheckedContinuation<Answer, Never>
        var body: [UInt8] = []
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let session = Mutex<URLSession?>(nil)

    /// Sends a body and waits for the answer, at most `timeout`.
    func post(_ body: Data, to url: URL, _ headers: [(String, String)], timeout: TimeSpan) async -> Answer {
        let seconds = Double(timeout.milliseconds) / 1000
        var request = URLRequest(url: url, timeoutInterval: seconds)
        request.httpMethod = "POST"
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let task = opened().dataTask(with: request)
        // The session's own limit starts anew with every byte: who sends one a second would never be given up.
        let watch = Task {
            try await Task.sleep(for: .milliseconds(timeout.milliseconds))
            finish(task.taskIdentifier, .timedOut)
            task.cancel()
        }
        defer { watch.cancel() }
        return await withCheckedContinuation { answer in
            exchanges.withLock { $0[task.taskIdentifier] = Exchange(answer: answer) }
            task.resume()
        }
    }

    /// Lets go of open connections; what is under way is given up.
    func close() { session.withLock { $0?.invalidateAndCancel() } }

    private func opened() -> URLSession {
        session.withLock { session in
            if let session { return session }
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpCookieStorage = nil
            configuration.urlCache = nil
            configuration.httpMaximumConnectionsPerHost = 64
            let new = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
            session = new
            return new
        }
    }

    private func finish(_ task: Int, _ answer: Answer) {
        exchanges.withLock { $0.removeValue(forKey: task) }?.answer.resume(returning: answer)
    }

    // MARK: URLSession

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchanges.withLock { exchanges in
            guard var exchange = exchanges[dataTask.taskIdentifier] else { return }
            exchange.body += data.prefix(max(0, Self.mostRead - exchange.body.count))
            exchanges[dataTask.taskIdentifier] = exchange
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard error == nil, let response = task.response as? HTTPURLResponse else {
            let isLate = (error as? URLError)?.code == .timedOut
            return finish(task.taskIdentifier, isLate ? .timedOut : .notReached)
        }
        let body = exchanges.withLock { $0[task.taskIdentifier]?.body ?? [] }
        finish(
            task.taskIdentifier,
            .answered(
                status: response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"), body: body))
    }
}
