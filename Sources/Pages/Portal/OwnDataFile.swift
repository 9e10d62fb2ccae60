package import Casework
package import Civics
package import HTML
import Reporting

/// All that is kept of somebody in a request, as one file to read: it stands alone, and needs no style sheet.
package struct OwnDataFile: View {
    package struct Text: Sendable {
        package var at: Instant
        /// What it is, and who wrote it.
        package var heading: String
        package var text: String

        package init(at: Instant, heading: String, text: String) {
            self.at = at
            self.heading = heading
            self.text = text
        }
    }

    package struct Model: Sendable {
        package var number: CaseNumber
        package var kind: RequestKind
        package var stage: ServiceRequest.Stage
        package var place: String
        package var receivedAt: Instant
        package var isProtected: Bool
        package var name: String
        package var phone: String
        package var enterprise: String
        package var creditCode: String
        package var title: String
        package var text: String
        package var texts: [Text]
        package var steps: [FollowPage.Step]
        package var looks: [FollowPage.Look]
        /// Names and sizes of files that belong to the request.
        package var attachments: [String]
        /// Notes among staff that are not handed out.
        package var withheld: Int

        package init(
            number: CaseNumber, kind: RequestKind, stage: ServiceRequest.Stage, place: String, receivedAt: Instant,
            isProtected: Bool, name: String, phone: String, enterprise: String, creditCode: String, title: String,
            text: String, texts: [Text], steps: [FollowPage.Step], looks: [FollowPage.Look], attachments: [String] = [],
            withheld: Int
        ) {
            self.number = number
            self.kind = kind
            self.stage = stage
            self.place = place
            self.receivedAt = receivedAt
            self.isProtected = isProtected
            self.name = name
            self.phone = phone
            self.enterprise = enterprise
            self.creditCode = creditCode
            self.title = title
            self.text = text
            self.texts = texts
            self.steps = steps
            self.looks = looks
            self.attachments = attachments
            self.withheld = withheld
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package func render() -> HTML {
        let heading = say("诉求 \(model.number) 的全部个人数据", "All personal data of request \(model.number)")
        let rows: [(String, String)] = [
            (say("单号", "Number"), model.number.description), (say("种类", "Kind"), say(model.kind.name)),
            (say("状态", "Stage"), say(model.stage.name)), (say("地点", "Place"), model.place),
            (say("提交时间", "Received"), moment(model.receivedAt)),
            (say("身份受保护", "Identity protected"), model.isProtected ? say("是", "yes") : say("否", "no")),
            (say("姓名", "Name"), model.name), (say("电话", "Telephone"), model.phone),
            (say("企业", "Enterprise"), model.enterprise), (say("统一社会信用代码", "Credit code"), model.creditCode),
        ].filter { !$0.1.isEmpty }
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(heading)</title></head>
            <body><main>
            <h1>\(heading)</h1>
            <p>\(say(context.city.platform)) · \(say("导出于 \(moment(context.now))", "exported \(moment(context.now))"))</p>
            <dl>\(rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML })</dl>
            <h2>\(say("您写的", "What you wrote"))</h2>
            <h3>\(model.title)</h3><pre>\(model.text)</pre>
            \(model.texts.map { text in
                "<h2>\(text.heading) · \(moment(text.at))</h2><pre>\(text.text)</pre>\n" as HTML
            })<h2>\(say("附件", "Attachments"))</h2>
            \(list(model.attachments, none: say("没有", "none")))
            <h2>\(say("办理经过", "What was done"))</h2>
            \(list(model.steps.map { step in
                let words = words(for: step.what)
                return [moment(step.at), words.heading, words.note].compactMap(\.self).joined(separator: " · ")
            }, none: say("没有", "none")))
            <h2>\(say("谁看过您的信息", "Who looked at your data"))</h2>
            \(list(model.looks.map { look in
                let who = look.role.map { say($0.name) } ?? say("您", "You")
                return "\(moment(look.at)) · \(who) · \(words(for: look.what))"
            }, none: say("没有人", "nobody")))
            <p>\(say(
                "另有 \(model.withheld) 段内部记录不在其中。",
                "\(model.withheld) notes among staff are not included."))</p>
            </main></body></html>

            """
    }

    private func list(_ lines: [String], none: String) -> HTML {
        lines.isEmpty ? "<p>\(none)</p>" : "<ul>\(lines.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
