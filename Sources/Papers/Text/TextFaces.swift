import HTML
import Reporting

/// The typefaces of a text. Chinese papers name those of GB/T 9704-2012 as Chinese offices have them installed; where
/// one is missing, the font table says what stands in for it.
struct TextFaces {
    struct Face: Hashable {
        let name: String
        /// In the order in which they are tried.
        let substitutes: String
        /// Roman (serifs) or swiss (none).
        let family: String
    }

    let body: Face
    /// Of the headline and the masthead.
    let title: Face
    let heading: Face
    let subheading: Face
    /// Of page numbers.
    let number: Face
    /// Of Latin letters and digits in the text.
    let latin: Face
    /// What the text is checked and read aloud as.
    let tag: String

    init(_ language: Language) {
        switch language {
        case .chinese:
            body = Face(name: "仿宋_GB2312", substitutes: "仿宋,FangSong,STFangsong,Noto Serif CJK SC", family: "roman")
            title = Face(
                name: "方正小标宋简体", substitutes: "FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,Noto Serif CJK SC",
                family: "roman")
            heading = Self.hei
            subheading = Face(name: "楷体_GB2312", substitutes: "楷体,KaiTi,STKaiti,Noto Serif CJK SC", family: "roman")
            number = Self.song
            latin = Face(name: "Times New Roman", substitutes: "Liberation Serif,Noto Serif CJK SC", family: "roman")
            tag = "zh-CN"
        case .english:
            latin = Face(
                name: "Cambria", substitutes: "Caladea,Georgia,Times New Roman,Noto Serif CJK SC", family: "roman")
            let sans = Face(
                name: "Calibri", substitutes: "Carlito,Arial,Liberation Sans,Noto Sans CJK SC", family: "swiss")
            (body, title, heading, subheading, number) = (latin, latin, sans, sans, latin)
            tag = "en-GB"
        }
    }

    private static let song = Face(name: "宋体", substitutes: "SimSun,STSong,Noto Serif CJK SC", family: "roman")
    private static let hei = Face(name: "黑体", substitutes: "SimHei,STHeiti,Noto Sans CJK SC", family: "swiss")

    /// What Chinese words are set in where the text is in this face: English papers quote what people wrote.
    func chinese(for face: Face) -> Face {
        guard tag != "zh-CN" else { return face }
        return face.family == "swiss" ? Self.hei : Self.song
    }

    /// The part `word/fontTable.xml`.
    var table: XML {
        var seen: Set<Face> = []
        let own = [body, title, heading, subheading, number, latin]
        let faces = (own + own.map(chinese)).filter { seen.insert($0).inserted }
        return """
            <w:fonts xmlns:w="\(TextBody.namespace)">\(faces.map { face -> XML in
                """
                <w:font w:name="\(face.name)"><w:altName w:val="\(face.substitutes)"/><w:family w:val="\(face.family)"/>\
                <w:pitch w:val="variable"/></w:font>
                """
            })</w:fonts>
            """
    }
}
