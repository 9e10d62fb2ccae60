internal import Foundation
import HTML
import Reporting

/// WordprocessingML is written like HTML: literals are markup, values are escaped.
typealias XML = HTML

/// A report as DOCX (ECMA-376, WordprocessingML), written by ourselves: few parts, real headings, tables and fields, so
/// that WPS, Word and LibreOffice show the same.
///
/// It names no author and no time of making.
struct TextPaper {
    let document: ReportDocument

    init(_ document: ReportDocument) { self.document = document }

    func bytes() async throws(PaperFault) -> [UInt8] {
        let css = try StyleSheets.resolved()
        var pictures: [TextPicture] = []
        for case .chart(let chart, _) in document.sections.flatMap(\.blocks) {
            let picture = ChartPicture(chart, document.language, css: css)
            pictures.append(TextPicture(png: try await picture.png(), width: picture.width, height: picture.height))
        }
        var file = ZipFile()
        func add(_ name: String, _ xml: XML) { file.add(name, XMLBytes.clean(Self.declaration.bytes + xml.bytes)) }
        add("[Content_Types].xml", Self.types)
        add("_rels/.rels", Self.package)
        add("docProps/core.xml", properties)
        add("docProps/app.xml", Self.application)
        add("word/document.xml", TextBody(document, pictures).xml)
        add("word/_rels/document.xml.rels", Self.related(pictures.count))
        let face = TextFaces(document.language)
        add("word/styles.xml", TextStyles(document.language, face).xml)
        add("word/fontTable.xml", face.table)
        add("word/settings.xml", settings)
        add("word/footer-odd.xml", footer("FooterOdd"))
        add("word/footer-even.xml", footer("FooterEven"))
        for (index, picture) in pictures.enumerated() { file.add("word/media/chart\(index + 1).png", picture.png) }
        return try file.bytes()
    }

    // MARK: Parts

    private static let declaration: XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    private static let types: XML = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>\
        <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
        <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
        <Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>\
        <Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>\
        <Override PartName="/word/footer-odd.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
        <Override PartName="/word/footer-even.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
        <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
        <Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>\
        </Types>
        """

    private static let package: XML = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
        <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
        <Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>\
        </Relationships>
        """

    private static func related(_ pictures: Int) -> XML {
        let own: [(id: String, kind: String, target: String)] =
            [
                ("styles", "styles", "styles.xml"), ("fonts", "fontTable", "fontTable.xml"),
                ("settings", "settings", "settings.xml"), ("footer-odd", "footer", "footer-odd.xml"),
                ("footer-even", "footer", "footer-even.xml"),
            ] + (0..<pictures).map { ("chart\($0 + 1)", "image", "media/chart\($0 + 1).png") }
        let entries = own.map { entry -> XML in
            """
            <Relationship Id="\(entry.id)" \
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(entry.kind)" \
            Target="\(entry.target)"/>
            """
        }
        return
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(entries)</Relationships>"
    }

    private var properties: XML {
        """
        <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(document.title)</dc:title>\
        <dc:subject>\(document.headline.joined(separator: " "))</dc:subject>\
        <dc:language>\(TextFaces(document.language).tag)</dc:language></cp:coreProperties>
        """
    }

    private static let application: XML = """
        <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
        <Application>OneDoor</Application></Properties>
        """

    /// Even and odd pages have feet of their own; nobody who opens the file is written into it.
    private var settings: XML {
        """
        <w:settings xmlns:w="\(TextBody.namespace)"><w:removePersonalInformation/><w:defaultTabStop w:val="420"/>\
        <w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>\
        <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
        </w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>
        """
    }

    /// — 1 —
    private func footer(_ style: String) -> XML {
        """
        <w:ftr xmlns:w="\(TextBody.namespace)"><w:p><w:pPr><w:pStyle w:val="\(style)"/></w:pPr>\
        <w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>\
        <w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>
        """
    }
}

/// A chart as it is put into a text, its size in millimetres.
struct TextPicture {
    let png: [UInt8]
    let width: Double
    let height: Double
}
