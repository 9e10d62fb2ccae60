import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Papers
import Reporting
import Storage

/// Why a request was not carried out, for the one who sent it: a machine reads it as `application/problem+json`
/// (RFC 9457), a person as a page.
struct Problem: Error, Sendable {
    var status: HTTPResponse.Status
    /// Stable; programs decide by it.
    var code: String
    var title: LocalName
    var detail: LocalName?
    var faults: [InputFault] = []
    /// In seconds; goes out as `Retry-After` too.
    var retryAfter: Int?
    /// Version of the case now, where somebody else was faster.
    var currentVersion: Int?
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status, _ code: String, _ title: LocalName, detail: LocalName? = nil,
        faults: [InputFault] = [], retryAfter: Int? = nil, currentVersion: Int? = nil, headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.faults = faults
        self.retryAfter = retryAfter
        self.currentVersion = currentVersion
        self.headers = headers
        if let retryAfter { self.headers[.retryAfter] = String(retryAfter) }
    }
}

extension Problem {
    /// The problem that an error tells of; `nil` for what nobody expected, which is logged and not shown.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let input as InvalidInput: self.init(input)
        case let error as DeskError: self.init(error)
        case let refused as AccountRefused: self.init(refused)
        case let failure as CommandFailure: self.init(failure)
        case let refusal as Refusal: self.init(refusal)
        case let refusal as ReportRefusal: self.init(.conflict, refusal.rawValue, refusal.text)
        case let fault as PaperFault: self.init(fault)
        case let error as HTTPError: self.init(error)
        case is NIOTooManyBytesError: self = .tooLarge(limit: nil)
        case is CancellationError: self = .deadline
        default: return nil
        }
    }

    private init(_ input: InvalidInput) {
        switch input.kind {
        case .unreadable:
            self.init(
                .badRequest, "unreadable", LocalName(zh: "内容无法读取", en: "What was sent cannot be read"),
                detail: input.faults.first?.message, faults: input.faults)
        case .rejected:
            self.init(
                .unprocessableContent, "invalid-fields",
                LocalName(zh: "有字段填得不对，什么都没有保存", en: "Fields cannot be taken; nothing was saved"),
                faults: input.faults)
        }
    }

    private init(_ error: DeskError) {
        switch error {
        case .notSignedIn: self = .signInNeeded
        case .notAllowed(let action):
            self.init(
                .forbidden, "not-allowed",
                LocalName(zh: "您的角色或单位不能这样办", en: "Your role or body does not cover this"),
                detail: LocalName(zh: "需要的权限：\(action.rawValue)。", en: "Permission wanted: \(action.rawValue)."))
        case .notFound: self = .notFound
        case .invalid(let faults): self.init(InvalidInput(.rejected, faults.map(InputFault.init)))
        case .wrongPassword:
            self.init(
                .unauthorized, "wrong-password", LocalName(zh: "账号或密码不对", en: "Account or password is wrong"))
        case .locked:
            self.init(
                .tooManyRequests, "locked",
                LocalName(zh: "用这个账号登录已锁定，请稍后再试", en: "Signing in under this name is locked; try again later"))
        case .wrongCode:
            self.init(.unauthorized, "wrong-code", LocalName(zh: "验证码不对", en: "The code is wrong"))
        case .passwordExpired:
            self.init(
                .forbidden, "password-expired",
                LocalName(zh: "初始密码已过期，请找管理员要新的", en: "The initial password has expired; ask for a new one"))
        }
    }

    private init(_ refused: AccountRefused) {
        switch refused {
        case .ownAccount:
            self.init(
                .conflict, "own-account",
                LocalName(zh: "不能这样改自己的账号，请别的管理员来改", en: "Not with your own account: ask another administrator"))
        case .lastAdministrator:
            self.init(
                .conflict, "last-administrator",
                LocalName(
                    zh: "这是最后一个能登录的管理员，先增加一个再改",
                    en: "This is the last administrator who may sign in: add another one first"))
        case .nameTaken:
            self.init(.conflict, "name-taken", LocalName(zh: "已经有这个账号", en: "There is an account of this name"))
        }
    }

    private init(_ failure: CommandFailure) {
        switch failure {
        case .refused(let refusal): self.init(refusal)
        case .denied: self = .notFound
        case .versionConflict(let current):
            self.init(
                .preconditionFailed, "version-conflict",
                LocalName(zh: "别人刚刚办过这一件", en: "The case has moved on since you saw it"),
                detail: LocalName(
                    zh: "现在是第 \(current) 版，没有改动。", en: "It is at version \(current) now; nothing was changed."),
                currentVersion: current)
        case .keyReused:
            self.init(
                .unprocessableContent, "idempotency-key-reused",
                LocalName(
                    zh: "这个 Idempotency-Key 已经用于别的内容", en: "This Idempotency-Key was used for something else"))
        case .overloaded(let seconds): self = .overloaded(retryAfter: seconds)
        case .shuttingDown: self = .overloaded(retryAfter: 5)
        }
    }

    /// A rule of the city: 404 for a case that does not exist, 422 for a value that does not, 409 for the rest.
    private init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal {
            case .unknownCase, .noSuchAttachment: .notFound
            case .unknownBody, .unknownCategory, .unknownPlace, .noLimit, .callBackIncomplete, .mergeIntoItself,
                .attachmentTypeNotTaken, .attachmentTooLarge:
                .unprocessableContent
            default: .conflict
            }
        self.init(status, refusal.rawValue, refusal.text)
    }

    private init(_ fault: PaperFault) {
        self.init(
            .notImplemented, "form-not-made",
            LocalName(zh: "这台机器现在做不出这种格式的文件", en: "This machine cannot make a file of this form now"),
            detail: LocalName(
                zh: "请换一种格式，或者把下面这句话告诉管理员：\(fault)",
                en: "Choose another form, or tell the administrator: \(fault)"))
    }

    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self = .notFound
        case .contentTooLarge: self = .tooLarge(limit: nil)
        default:
            let title = LocalName(zh: "请求无法处理", en: "The request cannot be carried out")
            self.init(
                error.status, "http-\(error.status.code)", title,
                detail: error.body.map { LocalName(zh: $0, en: $0) }, headers: error.headers)
        }
    }

    // MARK: Problems that are always the same

    static var notFound: Problem {
        Problem(
            .notFound, "not-found",
            LocalName(zh: "没有这个地址，或者您不能查看", en: "There is nothing here, or nothing that you may see"))
    }

    static var signInNeeded: Problem {
        Problem(
            .unauthorized, "sign-in-needed", LocalName(zh: "需要先登录", en: "A sign-in or token is needed"),
            headers: [.wwwAuthenticate: "Bearer"])
    }

    static var wrongToken: Problem {
        Problem(
            .unauthorized, "wrong-token", LocalName(zh: "令牌无效", en: "The token is not valid"),
            headers: [.wwwAuthenticate: #"Bearer error="invalid_token""#])
    }

    /// - Parameter limit: in bytes.
    static func tooLarge(limit: Int?) -> Problem {
        Problem(
            .contentTooLarge, "too-large", LocalName(zh: "内容太大，没有保存", en: "This is too large; nothing was saved"),
            detail: limit.map { LocalName(zh: "最多 \($0 / 1024) KiB。", en: "At most \($0 / 1024) KiB are taken.") })
    }

    static func wrongContentType(_ wanted: String) -> Problem {
        Problem(
            .unsupportedMediaType, "wrong-content-type",
            LocalName(zh: "Content-Type 应为 \(wanted)", en: "Content-Type must be \(wanted)"))
    }

    static var crossSite: Problem {
        Problem(
            .forbidden, "cross-site",
            LocalName(
                zh: "这个提交不是从本站页面发出的，没有办理", en: "This was not sent from a page of this site and was not carried out"))
    }

    static func tooMany(retryAfter: Int) -> Problem {
        Problem(
            .tooManyRequests, "too-many-requests",
            LocalName(zh: "操作太频繁，请稍后再试", en: "Too many requests; try again later"),
            retryAfter: retryAfter)
    }

    static func overloaded(retryAfter: Int) -> Problem {
        Problem(
            .serviceUnavailable, "overloaded",
            LocalName(zh: "现在太忙，没有保存，请稍后再试", en: "Too busy just now; nothing was saved, try again"),
            retryAfter: retryAfter)
    }

    /// Says nothing of whether the command was carried out: sending it again with the same key is safe.
    static var deadline: Problem {
        Problem(
            .serviceUnavailable, "deadline", LocalName(zh: "办理超时", en: "This took too long"),
            detail: LocalName(
                zh: "不确定是否已经保存；用同一个 Idempotency-Key 再发一次不会重复办理。",
                en: "It may have been saved; sending it again with the same Idempotency-Key is safe."),
            retryAfter: 5)
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        Problem(
            .methodNotAllowed, "method-not-allowed",
            LocalName(zh: "这个地址不支持这个方法", en: "This address does not take this method"),
            headers: [.allow: allowed.map(\.rawValue).joined(separator: ", ")])
    }

    /// What went wrong is in the log, under the request's number.
    static var unexpected: Problem {
        Problem(
            .internalServerError, "internal", LocalName(zh: "我们这边出错了", en: "Something went wrong on our side"),
            detail: LocalName(
                zh: "已经记录；请告诉我们这个编号。", en: "It has been logged; quote the number of the request."))
    }
}

extension InputFault {
    init(_ fault: FieldFault) {
        let code: Code =
            switch fault.reason {
            case .missing: .missing
            case .tooLong: .tooLong
            case .tooShort: .tooShort
            case .unknown: .unknown
            case .malformed: .malformed
            case .controlCharacter: .controlCharacter
            case .beforeReceipt: .beforeReceipt
            case .usedBefore, .holdsName: .malformed
            }
        self.init(fault.field, code)
    }
}

extension Problem {
    /// The document of RFC 9457.
    func json(_ language: Language, trace: TraceID) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("type", "urn:onedoor:problem:\(code)")
            $0.member("title", language.say(title))
            $0.member("status", status.code)
            $0.member("code", code)
            $0.member("detail", ifPresent: detail.map { language.say($0) })
            $0.member("instance", "urn:onedoor:request:\(trace)")
            if let retryAfter { $0.member("retryAfter", retryAfter) }
            if let currentVersion { $0.member("currentVersion", currentVersion) }
            guard !faults.isEmpty else { return }
            $0.name("errors")
            $0.array(faults) { json, fault in
                json.object {
                    $0.member("field", fault.field)
                    $0.member("code", fault.code.rawValue)
                    $0.member("message", language.say(fault.message))
                }
            }
        }
        return json.bytes
    }
}
