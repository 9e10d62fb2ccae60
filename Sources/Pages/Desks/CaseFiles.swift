import Civics
import HTML

/// The files of a case (附件), and the form that adds some.
extension CasePage {
    var filesSection: HTML? {
        guard model.files != nil || !model.attachments.isEmpty else { return nil }
        let list =
            attachmentList(model.attachments, once: model.stamp.once)
            ?? "<p class=\"muted\">\(say("还没有附件。", "No files yet."))</p>"
        return """
            <section id="files-part" aria-labelledby="files-heading"><h2 id="files-heading">\(say("附件", "Files"))</h2>
            \(list)\(model.files.map { adding($0) })</section>
            """
    }

    private func adding(_ files: FilePart) -> HTML {
        let isOpen = !files.faults.isEmpty || files.refusal != nil
        let forPerson: HTML? =
            model.speaksForPerson
            ? checkbox(
                Field(
                    "for-person", say("这是反映人给的", "The person gave it"),
                    hint: say("记为反映人的文件。", "Kept as the person's own.")), isOn: false) : nil
        return """
            <details class="fold"\(if: isOpen, " open")><summary class="btn btn-sm"\(keyed("f"))>\(Icon.plus)\(say("添加附件", "Add files"))\
            \(keyCap("F"))</summary>
            <form class="fold-form" method="post" action="\(SitePath.attachments(row.number))"\(filesAttributes)>
            \(hiddenField(.once, "\(model.stamp.once)-files"))
            \(filePicker(files, label: say("照片和文件", "Pictures and files"), isOptional: false))
            \(selectField(
                Field("shown", say("谁能看到", "Who sees it")),
                [
                    Choice("staff", say("只有工作人员", "Staff only")),
                    Choice("person", say("反映人也能看到，比如整改后的照片", "The person too, such as a picture after the work")),
                ], chosen: "staff"))
            \(forPerson)
            <p class="row"><button class="btn btn-primary">\(say("上传", "Add them"))</button></p>
            </form></details>
            """
    }
}
