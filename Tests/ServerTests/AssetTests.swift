import HTTPTypes
import Pages
import Testing

@testable import Server

struct AssetTests {
    @Test
    func anAssetMayBeKeptForEverUnderItsDigest() async throws {
        let test = try await TestHouse()
        let path = test.house.assets.index.path("tokens.css").description
        #expect(path.hasPrefix("/assets/tokens.css?v="))
        let answer = try await test.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/css; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
        let tag = try #require(answer.headers[.eTag])
        let again = try await test.send(.get, path, [.ifNoneMatch: "W/\(tag), \"other\""])
        #expect(again.status == 304)
        #expect(again.bytes.isEmpty)
    }

    @Test
    func anOldAddressStillGivesTheFileButNotForEver() async throws {
        let test = try await TestHouse()
        #expect(try await test.send(.get, "/assets/tokens.css?v=0000").headers[.cacheControl] == "no-cache")
        #expect(try await test.send(.get, "/assets/tokens.css").headers[.cacheControl] == "no-cache")
    }

    @Test
    func assetsAreSentCompressed() async throws {
        let test = try await TestHouse()
        let packed = try await test.send(.get, "/assets/tokens.css", [.acceptEncoding: "gzip"])
        let plain = try await test.send(.get, "/assets/tokens.css")
        #expect(packed.headers[.contentEncoding] == "gzip")
        #expect(packed.bytes.count < plain.bytes.count / 2)
    }

    @Test(arguments: [
        "/assets/../Package.swift", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd", "/assets/tokens.css%00.png", "/assets/", "/assets/nothing.css", "/assets/.",
        "/assets/..\\..\\etc\\passwd", "/assets/./tokens.css/../../x",
    ])
    func noPathLeadsOutOfTheAssets(path: String) async throws {
        #expect(try await TestHouse().send(.get, path).status == 404)
    }
}
