package import Casework
package import Civics
import HTML

/// A file that was not taken, and why.
package struct FileFault: Hashable, Sendable {
    /// What it is called; empty where no file is meant.
    package var name: String
    package var fault: AttachmentFault

    package init(name: String, _ fault: AttachmentFault) {
        self.name = name
        self.fault = fault
    }

    /// What is wrong, and what to do.
    package var text: LocalName {
        switch fault {
        case .empty:
            name.isEmpty
                ? LocalName(zh: "请先选文件", en: "Choose a file first")
                : LocalName(zh: "这个文件是空的，请换一个", en: "This file is empty; choose another one")
        case .unknownType:
            LocalName(
                zh: "内容不是我们收的类型（不看文件名，看内容），请换一种格式",
                en: "Its content is no type that we take, whatever its name says; save it in another format")
        case .typeNotTaken(let type):
            LocalName(zh: "这里不收 \(type.label) 文件", en: "\(type.label) files are not taken here")
        case .tooLarge(let limit):
            LocalName(
                zh: "太大了，这种文件最大 \(fileSize(limit))，请压缩或者分开传",
                en: "Too large: at most \(fileSize(limit)) of this kind; make it smaller or send it in parts")
        case .broken(let type):
            LocalName(
                zh: "这个 \(type.label) 文件不完整或者损坏了，请重新导出或者重拍",
                en: "This \(type.label) file is cut off or damaged; export it or take the picture again")
        case .tooMany(let limit):
            LocalName(
                zh: "一次最多 \(limit) 个文件，其余的请下次再传", en: "At most \(limit) files at a time; send the others afterwards")
        }
    }
}

/// `2.4 MB`, `512 KB`: of 1,024 bytes each, as devices show it.
package func fileSize(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    if bytes < 1 << 20 { return "\((bytes + 512) / 1024) KB" }
    let tenths = (bytes * 10 + (1 << 19)) / (1 << 20)
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
}

extension MediaType {
    /// As people call it.
    package var label: String {
        switch self {
        case .jpeg: "JPG"
        case .webp: "WebP"
        case .docx: "Word (DOCX)"
        case .xlsx: "Excel (XLSX)"
        default: rawValue.uppercased()
        }
    }
}

/// The part of a form in which files are chosen.
package struct FilePart: Hashable, Sendable {
    package var rules: AttachmentRules
    package var faults: [FileFault]
    /// Files came with the form that is shown again: browsers do not give them back.
    package var wereSent: Bool
    /// A rule of the city that stood in the way.
    package var refusal: Refusal?

    package init(_ rules: AttachmentRules, faults: [FileFault] = [], wereSent: Bool = false, refusal: Refusal? = nil) {
        self.rules = rules
        self.faults = faults
        self.wereSent = wereSent
        self.refusal = refusal
    }
}

extension FilePart {
    /// For the summary at the head of a page.
    func errors(in view: some View) -> [(field: String, message: String)] {
        faults.map {
            ("files", $0.name.isEmpty ? view.say($0.text) : $0.name + view.say("：", ": ") + view.say($0.text))
        }
            + (refusal.map { [("files", view.say($0.text))] } ?? [])
    }
}

/// A file of a request, as it stands in a list.
package struct AttachmentItem: Hashable, Sendable {
    package var version: Int
    package var type: MediaType
    package var size: Int
    /// `nil` where the reader does not see it.
    package var name: String?
    package var at: Instant
    /// `nil` for the person.
    package var body: LocalName?
    package var isInternal: Bool
    /// The bodies do not see it yet.
    package var isKeptBack: Bool
    package var path: SitePath
    /// Where it is cleared for the bodies, for those who may.
    package var clearing: SitePath?

    package init(
        version: Int, type: MediaType, size: Int, name: String?, at: Instant, body: LocalName?,
        isInternal: Bool = false, isKeptBack: Bool = false, path: SitePath, clearing: SitePath? = nil
    ) {
        self.version = version
        self.type = type
        self.size = size
        self.name = name
        self.at = at
        self.body = body
        self.isInternal = isInternal
        self.isKeptBack = isKeptBack
        self.path = path
        self.clearing = clearing
    }
}

extension View {
    /// What a form with files carries besides.
    var filesAttributes: HTML { " enctype=\"multipart/form-data\" data-files" }

    /// The field for files: what is taken, and what was wrong with those that were sent. `files.js` shows what is chosen
    /// and says what is too large before it is sent.
    ///
    /// - Parameter isOptional: whether the form makes sense without any.
    func filePicker(_ part: FilePart, label: String, isOptional: Bool) -> HTML {
        let id = "files"
        let rules = part.rules
        let limits = rules.types.map { "\($0.contentType)=\(rules.limits[$0] ?? 0)" }.joined(separator: ",")
        let accept = rules.types.flatMap { [$0.contentType, ".\($0.fileExtension)"] }.joined(separator: ",")
        let lost: HTML? =
            part.wereSent
            ? """
            <p class="hint" data-no-script>\(say(
                "刚才选的文件没有保存，请再选一次。", "The files that you chose were not kept; please choose them again."))</p>
            """ : nil
        let errors = part.errors(in: self).map(\.message)
        let describedBy = errors.isEmpty ? "\(id)-hint" : "\(id)-hint \(id)-error"
        return """
            <div class="field files\(if: !errors.isEmpty, " is-invalid")" data-file-field><label for="\(id)">\(label)</label>\
            <span class="hint" id="\(id)-hint">\(filesHint(rules, isOptional: isOptional))</span>\(lost)\
            \(if: !errors.isEmpty, "<ul class=\"error plain\" id=\"\(id)-error\">\(errors.map { "<li>\(Icon.alert)<span>\($0)</span></li>" as HTML })</ul>")\
            <input class="input file" type="file" id="\(id)" name="files" multiple accept="\(accept)" \
            data-limits="\(limits)" data-most="\(rules.perSubmission)" aria-describedby="\(describedBy)"\
            \(if: !errors.isEmpty, " aria-invalid=\"true\"") \
            data-too-large="\(say("太大了，这种文件最大 {limit}", "Too large: at most {limit} of this kind"))" \
            data-empty="\(say("这个文件是空的", "This file is empty"))" \
            data-too-many="\(say("一次最多 {most} 个", "At most {most} at a time"))" \
            data-remove="\(say("不要这个", "Remove"))" data-sending="\(say("正在上传 {percent}%", "Sending, {percent}%"))" \
            data-failed="\(say("没有传上去，请检查网络后再试；填的内容都还在。", "Not sent: check the connection and try again. Nothing you typed is lost."))">
            <ul class="chosen-files plain" data-chosen hidden></ul><p class="meta" role="status" data-file-status></p></div>
            """
    }

    /// `最多 5 个，单个不超过 10 MB（视频 20 MB）…`
    private func filesHint(_ rules: AttachmentRules, isOptional: Bool) -> String {
        let optional = isOptional ? say("可以不传；", "Optional. ") : ""
        let byLimit = Dictionary(grouping: rules.types) { rules.limits[$0] ?? 0 }.sorted { $0.key < $1.key }
        let kinds = byLimit.map { limit, types in
            let names = types.map(\.label).joined(separator: say("、", ", "))
            return say("\(names) 每个不超过 \(fileSize(limit))", "\(names) up to \(fileSize(limit)) each")
        }
        return say(
            "\(optional)一次最多 \(rules.perSubmission) 个。\(kinds.joined(separator: "；"))。照片里的拍摄地点会自动去掉。",
            "\(optional)At most \(rules.perSubmission) at a time. \(kinds.joined(separator: "; ")). The place where a picture was taken is removed from it."
        )
    }

    /// The files of a request; pictures are shown small.
    ///
    /// - Parameter person: whoever made the request, as the reader calls them.
    func attachmentList(_ items: [AttachmentItem], once: String, person: String? = nil) -> HTML? {
        guard !items.isEmpty else { return nil }
        return "<ul class=\"attachments plain\">\(items.map { attachment($0, once: once, person: person) })</ul>"
    }

    private func attachment(_ item: AttachmentItem, once: String, person: String?) -> HTML {
        let name =
            item.name ?? say("附件 \(item.version)（\(item.type.label)）", "File \(item.version) (\(item.type.label))")
        let by = item.body.map { say($0) } ?? person ?? say("反映人", "the person")
        let picture: HTML =
            item.type.isShown
            ? "<img src=\"\(item.path)\" alt=\"\" loading=\"lazy\" width=\"96\" height=\"72\">"
            : "<span class=\"file-face\">\(Icon.attachment)<b>\(item.type.fileExtension.uppercased())</b></span>"
        let clearing = item.clearing.map { path in
            """
            <form method="post" action="\(path)"><input type="hidden" name="once" value="\(once)">\
            <button class="btn btn-sm">\(say("可以给承办单位看", "Let the bodies see it"))<span class="visually-hidden">: \(name)</span>\
            </button></form>
            """ as HTML
        }
        return """
            <li><a href="\(item.path)"\(if: item.type.isShown, " target=\"_blank\" rel=\"noopener\"", else: " download")>\(picture)\
            <span class="file-name">\(name)</span></a>\
            <span class="meta">\(fileSize(item.size)) · \(by) · \(moment(item.at))</span>\
            \(if: item.isInternal, badge(say("内部", "internal")))\
            \(if: item.isKeptBack, badge(say("承办单位还看不到", "kept back from the bodies"), .paused, icon: .lock))\(clearing)</li>

            """
    }
}
