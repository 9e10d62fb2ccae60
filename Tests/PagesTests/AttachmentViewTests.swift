import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// Files on pages.
struct AttachmentViewTests {
    private func follow(_ change: (inout FollowPage.Model) -> Void) -> Markup {
        var model = SamplePages.follow(.chinese, "平常话", stage: .inProgress).model
        change(&model)
        return Markup(
            FollowPage(model, in: SampleCity.context(.chinese, .followCase(model.number))).render().description)
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (1536, "2 KB"), (1 << 20, "1 MB"), (10 << 20, "10 MB"),
        (2_516_582, "2.4 MB"),
    ])
    func aSizeIsSaidAsDevicesSayIt(bytes: Int, words: String) {
        #expect(fileSize(bytes) == words)
    }

    @Test
    func picturesAreShownSmallAndOtherFilesAreOfferedForSaving() {
        let page = follow { $0.attachments = SampleFiles.items("文件", of: $0.number, isOwn: true) }
        let pictures = page.all("img").filter { $0.attributes["src"]?.contains("/attachments/") == true }
        #expect(pictures.count == MediaType.allCases.filter(\.isShown).count)
        for picture in pictures { #expect(picture.attributes["alt"] == "" && picture.attributes["loading"] == "lazy") }
        let links = page.all("a").filter { $0.attributes["href"]?.contains("/attachments/") == true }
        #expect(links.count == MediaType.allCases.count)
        for link in links { #expect((link.attributes["download"] != nil) != (link.attributes["target"] == "_blank")) }
    }

    @Test
    func theFormSaysWhatIsTakenAndWhatWasWrong() throws {
        let page = follow { $0.files = SampleFiles.part("照片.jpg") }
        let input = try #require(page.all("input").first { $0.attributes["type"] == "file" })
        #expect(input.attributes["accept"]?.contains("image/jpeg,.jpg") == true)
        #expect(input.attributes["aria-invalid"] == "true")
        #expect(input.attributes["data-most"] == "5")
        let form = try #require(page.all("form").first { $0.attributes["enctype"] != nil })
        #expect(form.attributes["enctype"] == "multipart/form-data" && form.attributes["method"] == "post")
        let error = page.elements.first { $0.attributes["id"] == "files-error" }?.text ?? ""
        #expect(error.contains("照片.jpg：") && error.contains("最大 10 MB") && error.contains("上限"))
    }

    @Test
    func whereNoFilesAreTakenNobodyIsAskedForAny() {
        let page = follow { $0.files = nil }
        #expect(!page.all("input").contains { $0.attributes["type"] == "file" })
        #expect(!page.all("script").contains { $0.attributes["src"]?.contains("files.js") == true })
    }

    @Test
    func onlyWhoMayLetsTheBodiesSeeWhatIsKeptBack() {
        let samples = DeskSamples(language: .chinese, text: nil)
        var model = samples.caseModel
        func shown() -> Markup {
            Markup(CasePage(model, in: samples.context(.caseFile(model.row.number))).render().description)
        }
        model.attachments = SampleFiles.items("阳台.jpg", of: model.row.number, isOwn: false)
        #expect(shown().all("form").contains { $0.attributes["action"]?.hasSuffix("/attachments/2/clear") == true })
        model.attachments[0].clearing = nil
        #expect(!shown().all("form").contains { $0.attributes["action"]?.hasSuffix("/clear") == true })
        #expect(shown().all("span").contains { $0.text.contains("承办单位还看不到") })
    }
}
