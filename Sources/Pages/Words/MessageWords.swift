package import Civics

/// Words for what is told to people and bodies, and for what became of it.
extension Notice {
    package var name: LocalName {
        switch self {
        case .accepted: LocalName(zh: "受理", en: "Taken in")
        case .dispatched: LocalName(zh: "派单", en: "Dispatched")
        case .designated: LocalName(zh: "裁定派单", en: "Designated")
        case .overdue: LocalName(zh: "超时", en: "Overdue")
        case .extended: LocalName(zh: "延期", en: "Extended")
        case .paused: LocalName(zh: "暂停", en: "Paused")
        case .resumed: LocalName(zh: "恢复办理", en: "Resumed")
        case .closed: LocalName(zh: "办结、请评价", en: "Closed, asked to rate")
        case .redone: LocalName(zh: "重办", en: "Being redone")
        case .refused: LocalName(zh: "不予受理", en: "Not accepted")
        case .rectification: LocalName(zh: "差评整改", en: "Bad rating put right")
        case .assigned: LocalName(zh: "分给经办人", en: "Given to a handler")
        case .urged: LocalName(zh: "催办", en: "Urged on")
        case .supervised: LocalName(zh: "督办", en: "Supervised")
        }
    }
}

extension MessageWay.Carrier {
    package var name: LocalName {
        switch self {
        case .smsGateway: LocalName(zh: "短信", en: "SMS")
        case .webhook: LocalName(zh: "系统对接", en: "Webhook")
        case .mailFiles: LocalName(zh: "邮件", en: "Mail")
        case .files: LocalName(zh: "文件", en: "File")
        case .none: LocalName(zh: "不外发", en: "Not sent out")
        }
    }
}

/// Why a message was not sent, or not needed.
package struct MessageReason: Hashable, Sendable {
    /// As it stands in the store: `timeout`, `http-503`, `http-400 BALANCE_EMPTY`.
    package let code: String

    package init(_ code: String) { self.code = code }

    package var name: LocalName {
        switch code {
        case "": return LocalName(zh: "没有说原因", en: "no reason given")
        case "timeout": return LocalName(zh: "对方没有及时回答", en: "no answer in time")
        case "no-connection": return LocalName(zh: "连不上对方", en: "could not be reached")
        case "disk": return LocalName(zh: "文件写不进去", en: "the file could not be written")
        case "unreadable": return LocalName(zh: "诉求的经过读不出来", en: "the request's journal can't be read")
        case "no-secret": return LocalName(zh: "没有密钥", en: "there is no secret")
        case "short-secret": return LocalName(zh: "密钥太短，至少 16 个字符", en: "the secret is shorter than 16 signs")
        case "no-address": return LocalName(zh: "没有可用的地址", en: "there is no address to send to")
        case "over": return LocalName(zh: "事情已经变了，不用再说", en: "it was not so any more")
        case "overtaken": return LocalName(zh: "已由后面的消息代替", en: "a later message says it all")
        case "forgotten": return LocalName(zh: "本人信息已按要求删除", en: "the person has been forgotten")
        case "no-phone": return LocalName(zh: "没有留电话", en: "no telephone was given")
        case "not-reachable": return LocalName(zh: "这个号码收不了短信", en: "the number takes no SMS")
        case "nobody": return LocalName(zh: "没有对应的账号", en: "nobody with an account of that name")
        case "no-way": return LocalName(zh: "这个方式已取消", en: "the way is not in use any more")
        case "unknown": return LocalName(zh: "没有这件诉求", en: "there is no such request")
        default:
            for (beginning, name) in [
                ("file-not-made: ", LocalName(zh: "报告文件做不出来", en: "the file of the report could not be made")),
                ("unreadable: ", LocalName(zh: "报告读不出来", en: "the report can't be read")),
            ] where code.hasPrefix(beginning) {
                let rest = code.dropFirst(beginning.count)
                return LocalName(zh: "\(name.zh)：\(rest)", en: "\(name.en): \(rest)")
            }
            guard code.hasPrefix("http-") else { return LocalName(zh: code, en: code) }
            let answer = code.dropFirst(5)
            return LocalName(zh: "对方回答 \(answer)", en: "the other side answered \(answer)")
        }
    }
}
