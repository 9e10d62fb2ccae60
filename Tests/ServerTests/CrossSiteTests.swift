import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Server

/// What another site can make a browser send here.
struct CrossSiteTests {
    private func isFromHere(_ headers: HTTPFields) -> Bool {
        CrossSiteGuard.isFromHere(
            Request(
                head: HTTPRequest(
                    method: .post, scheme: "http", authority: "door.test:8080", path: "/desk", headerFields: headers),
                body: RequestBody(buffer: ByteBuffer())))
    }

    @Test(arguments: ["same-origin", "none"])
    func whatTheBrowserSaysComesFromHereIsTaken(site: String) {
        #expect(isFromHere([.secFetchSite: site]))
    }

    @Test(arguments: ["cross-site", "same-site", "", "anything"])
    func whatTheBrowserSaysComesFromElsewhereIsNot(site: String) {
        #expect(!isFromHere([.secFetchSite: site, .origin: "http://door.test:8080"]))
    }

    @Test(arguments: ["http://door.test:8080", "https://door.test:8080", "HTTP://DOOR.test:8080"])
    func olderBrowsersSayItInOrigin(origin: String) {
        #expect(isFromHere([.origin: origin]))
    }

    @Test(arguments: [
        "null", "http://door.test", "http://door.test:8080.evil.test", "http://evil.test/http://door.test:8080",
        "ftp://door.test:8080", "door.test:8080", "http://evil.test:8080",
    ])
    func anotherOriginIsNotTaken(origin: String) {
        #expect(!isFromHere([.origin: origin]))
    }

    @Test
    func whatSaysNothingIsNotTaken() {
        #expect(!isFromHere([:]))
    }

    @Test
    func aFormFromElsewhereIsRefusedAndReadingIsNot() async throws {
        let test = try await TestHouse()
        let refused = try await test.send(
            .post, "/desk/intake", [.contentType: "application/x-www-form-urlencoded", .acceptLanguage: "en"],
            body: RequestBody(buffer: ByteBuffer(string: "title=x")))
        #expect(refused.status == 403)
        #expect(refused.text.contains("not sent from a page of this site"))
        #expect(try await test.send(.get, "/", [.secFetchSite: "cross-site"]).status == 200)
    }
}
