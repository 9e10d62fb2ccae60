import HTTPTypes

/// One operation of the API as its document describes it.
struct Operation: Sendable {
    /// Who may ask.
    enum Audience: Sendable {
        case everybody
        /// With a bearer token.
        case staff
        /// With a bearer token, or the query code of the request.
        case staffOrOwner
    }

    let method: HTTPRequest.Method
    /// Below `/api/v1`.
    let path: String
    let summary: String
    var audience = Audience.staff
    var query: [Property] = []
    /// The members of the JSON body; `nil` where none is taken.
    var body: [Property]?
    /// The parts of a body of `multipart/form-data`, in place of JSON.
    var parts: [Property]?
    /// The answer is a file.
    var answersFile = false
    /// Status and component of the answer.
    var status = 200
    var answer: String
    /// Statuses of problems besides those that every operation can have.
    var problems: [Int] = []
    /// Takes `If-Match` with the version that the caller saw.
    var takesVersion = false

    /// `postRequestsDispatch`
    var identifier: String {
        let words = path.split(whereSeparator: { "/-".contains($0) })
            .map { $0.filter { $0 != "{" && $0 != "}" } }.filter { !$0.isEmpty }
        return method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The parameters in the path.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}
