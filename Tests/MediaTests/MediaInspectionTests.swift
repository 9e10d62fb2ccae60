import Civics
import Media
import TestSupport
import Testing

/// What a file is, and what of it is kept.
struct MediaInspectionTests {
    static let files: [(MediaType, [UInt8])] = [
        (.jpeg, MadeFiles.jpeg(MadeFiles.segment(0xE1, MadeFiles.exif(orientation: 6)))),
        (.png, MadeFiles.png(MadeFiles.chunk("tEXt", Array(MadeFiles.place.utf8)))),
        (.webp, MadeFiles.webp(MadeFiles.riff("EXIF", Array(MadeFiles.place.utf8)))), (.heic, MadeFiles.heic()),
        (.pdf, MadeFiles.pdf()), (.docx, MadeFiles.document), (.xlsx, MadeFiles.workbook), (.mp4, MadeFiles.film()),
        (.mov, MadeFiles.film(brand: "qt  ")),
    ]

    @Test(arguments: files)
    func aFileIsWhatItsContentSays(type: MediaType, bytes: [UInt8]) {
        #expect(MediaInspection.type(of: bytes) == type)
    }

    @Test(arguments: files)
    func whatIsKeptOfAFileIsStillOfItsTypeAndSaysNoPlace(type: MediaType, bytes: [UInt8]) throws {
        let kept = try #require(MediaInspection.cleaned(bytes, type))
        #expect(MediaInspection.type(of: kept) == type)
        #expect(!MadeFiles.holds(kept, MadeFiles.place))
        #expect(MediaInspection.cleaned(kept, type) == kept, "nothing more goes the second time")
    }

    @Test(arguments: [
        "", "P", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<!DOCTYPE html><script>alert(1)</script>", "GIF89a",
        "MZ\u{90}\u{0}", "#!/bin/sh\nrm -rf /", "%!PS-Adobe", "\u{7F}ELF", "RIFF\u{4}\u{0}\u{0}\u{0}WAVE",
        "PK\u{3}\u{4}nothing more", "\u{0}\u{0}\u{0}\u{18}ftypavif\u{0}\u{0}\u{0}\u{0}avifmif1",
    ])
    func whatIsNoneOfTheTypesIsNotTakenForOne(text: String) {
        #expect(MediaInspection.type(of: Array(text.utf8)) == nil)
    }

    @Test
    func documentsWithMacrosAreNotTakenForDocuments() {
        let names = ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]
        #expect(MediaInspection.type(of: MadeFiles.archive(names)) == nil)
        #expect(MediaInspection.type(of: MadeFiles.archive(["readme.txt"])) == nil)
        #expect(MediaInspection.type(of: MadeFiles.archive([])) == nil)
    }

    // MARK: JPEG

    @Test(arguments: [UInt8(3), 6, 8], [true, false])
    func aPictureStaysTheRightWayUp(orientation: UInt8, isLittle: Bool) throws {
        let exif = MadeFiles.segment(0xE1, MadeFiles.exif(orientation: orientation, isLittle: isLittle))
        let kept = try #require(MediaInspection.cleaned(MadeFiles.jpeg(exif), .jpeg))
        let only = MadeFiles.segment(
            0xE1,
            Array("Exif\0\0MM\0*".utf8) + [
                0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            ])
        #expect(kept == MadeFiles.jpeg(only))
    }

    @Test
    func whatShowsThePictureStaysAsItIs() throws {
        let colours =
            MadeFiles.segment(0xE2, Array("ICC_PROFILE\0\u{1}\u{1}".utf8) + [5, 6])
            + MadeFiles.segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
        let plain = MadeFiles.jpeg(colours)
        #expect(MediaInspection.cleaned(plain, .jpeg) == plain)
        let upright = MadeFiles.jpeg(MadeFiles.segment(0xE1, MadeFiles.exif(orientation: 1)))
        #expect(MediaInspection.cleaned(upright, .jpeg) == MadeFiles.jpeg())
    }

    @Test(arguments: [
        MadeFiles.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0\(MadeFiles.place)".utf8)),
        MadeFiles.segment(0xE2, Array("MPF\0\(MadeFiles.place)".utf8)),
        MadeFiles.segment(0xED, Array("Photoshop 3.0\0\(MadeFiles.place)".utf8)),
        MadeFiles.segment(0xFE, Array(MadeFiles.place.utf8)), MadeFiles.segment(0xE5, Array(MadeFiles.place.utf8)),
        MadeFiles.segment(0xE0, Array("JFXX\0\(MadeFiles.place)".utf8)),
    ])
    func whateverElseAPictureSaysIsLeftOut(segment: [UInt8]) {
        #expect(MediaInspection.cleaned(MadeFiles.jpeg(segment), .jpeg) == MadeFiles.jpeg())
    }

    @Test
    func whatFollowsTheEndIsLeftOut() {
        // Phones put a second picture or a film there.
        let after =
            MadeFiles.jpeg(MadeFiles.segment(0xE1, MadeFiles.exif(orientation: 6))) + Array(MadeFiles.place.utf8)
        #expect(MediaInspection.cleaned(MadeFiles.jpeg(after: after), .jpeg) == MadeFiles.jpeg())
        #expect(MediaInspection.cleaned(MadeFiles.png(after: after), .png) == MadeFiles.png())
    }

    @Test
    func aPictureWithoutItsEndGetsOne() {
        #expect(MediaInspection.cleaned(MadeFiles.jpeg(ends: false), .jpeg) == MadeFiles.jpeg())
    }

    @Test
    func severalScansAreAllKept() throws {
        let second = MadeFiles.segment(0xDA, [1, 1, 0, 1, 5, 0]) + MadeFiles.scan
        let progressive = Array(MadeFiles.jpeg(ends: false)) + second + [0xFF, 0xD9]
        #expect(MediaInspection.cleaned(progressive, .jpeg) == progressive)
    }

    // MARK: Damage

    @Test(arguments: files.filter { [.png, .webp, .pdf].contains($0.0) })
    func aFileThatIsCutOffIsBroken(type: MediaType, bytes: [UInt8]) {
        #expect(MediaInspection.cleaned(Array(bytes.dropLast(bytes.count / 3)), type) == nil)
    }

    @Test
    func aPictureThatEndsBeforeItsScanIsBroken() {
        #expect(MediaInspection.cleaned(Array(MadeFiles.jpeg().prefix(60)), .jpeg) == nil)
        #expect(MediaInspection.cleaned([0xFF, 0xD8, 0xFF, 0xD9], .jpeg) == nil)
        #expect(MediaInspection.cleaned([0xFF, 0xD8, 0xFF, 0xE1, 0, 0], .jpeg) == nil)
        #expect(MediaInspection.cleaned([0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1], .jpeg) == nil)
    }

    @Test
    func exifThatLiesAboutItselfHarmsNothing() {
        for exif in [
            Array("Exif\0\0".utf8), Array("Exif\0\0MM\0*".utf8),
            Array("Exif\0\0MM\0*".utf8) + [0xFF, 0xFF, 0xFF, 0xFF],
            Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0xFF, 0xFF], Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0],
        ] {
            #expect(MediaInspection.cleaned(MadeFiles.jpeg(MadeFiles.segment(0xE1, exif)), .jpeg) == MadeFiles.jpeg())
        }
    }

    /// Whatever bytes come, the answer is a file or none; and a file that is kept is of the same type.
    @Test(arguments: files)
    func damagedFilesNeverBringItDown(type: MediaType, bytes: [UInt8]) {
        var random = SplitMix(state: 7)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0 where !damaged.isEmpty:
                    damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.removeLast(min(damaged.count, Int.random(in: 0...20, using: &random)))
                default:
                    let place = Int.random(in: 0...damaged.count, using: &random)
                    damaged.insert(contentsOf: [0xFF, 0xD8, 0, 0xFF].shuffled(using: &random), at: place)
                }
            }
            for kind in MediaType.allCases where kind == type || MediaInspection.type(of: damaged) == kind {
                guard let kept = MediaInspection.cleaned(damaged, kind) else { continue }
                #expect(kept.count <= damaged.count + 64)
            }
        }
    }
}

/// The same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
