package import Civics
import CityFiles
import Foundation

/// The cities that tests are played in: the real folders, read once.
package enum TestCity {
    package static let foshan = city("foshan")
    package static let newYork = city("new-york")

    private static func city(_ name: String) -> City {
        do {
            return try loadCity(folder: root + "/Cities/\(name)")
        } catch {
            fatalError("Cities/\(name) has faults: \(error)")
        }
    }

    /// The project's folder.
    package static let root: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }()
}

extension City {
    /// The same city with other rules for those who sign in, and with these sample accounts.
    package func asking(_ security: SecurityRules, sampleAccounts: [SampleAccount]? = nil) -> City {
        City(
            root: root, name: name, platform: platform, hotline: hotline, emergency: emergency, calendar: calendar,
            limits: limits, scores: scores, quality: quality, handling: handling, supervision: supervision,
            security: security,
            messages: messages, regions: regions, organisations: organisations, categories: categories,
            duties: duties, sampleAccounts: sampleAccounts ?? self.sampleAccounts)
    }

    /// The same city, some bodies of which have other names.
    package func naming(_ names: [OrganisationID: LocalName]) -> City {
        City(
            root: root, name: name, platform: platform, hotline: hotline, emergency: emergency, calendar: calendar,
            limits: limits, scores: scores, quality: quality, handling: handling, supervision: supervision,
            security: security, messages: messages, attachments: attachments, regions: regions,
            organisations: organisations.map { body in
                var body = body
                body.name = names[body.id] ?? body.name
                return body
            }, categories: categories, duties: duties, sampleAccounts: sampleAccounts)
    }

    /// The same city with other rules of supervision.
    package func supervised(by rules: SupervisionRules) -> City {
        City(
            root: root, name: name, platform: platform, hotline: hotline, emergency: emergency, calendar: calendar,
            limits: limits, scores: scores, quality: quality, handling: handling, supervision: rules,
            security: security,
            messages: messages, regions: regions, organisations: organisations, categories: categories,
            duties: duties, sampleAccounts: sampleAccounts)
    }
}

/// A moment of the city, as people write it: `"2026-11-18 10:24"`.
package func at(_ text: String, in city: City = TestCity.foshan) -> Instant {
    let parts = text.split(separator: " ")
    let time = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int64($0) } : [0, 0]
    guard let day = CityDay(parts[0]), time.count == 2 else { fatalError("no moment: \(text)") }
    return city.zone.instant(day, time: time[0] * 3_600_000 + time[1] * 60_000)
}

extension City {
    /// The same city, which tells people otherwise.
    package func telling(_ change: (inout MessagePlan) -> Void) -> City {
        var plan = messages
        change(&plan)
        return City(
            root: root, name: name, platform: platform, hotline: hotline, emergency: emergency, calendar: calendar,
            limits: limits, scores: scores, quality: quality, handling: handling, supervision: supervision,
            security: security, messages: plan, attachments: attachments, reports: reports, regions: regions,
            organisations: organisations, categories: categories, duties: duties, sampleAccounts: sampleAccounts)
    }
}

extension City {
    /// The same city with another plan of reports.
    package func reporting(_ change: (inout ReportPlan) -> Void) -> City {
        var plan = reports
        change(&plan)
        return City(
            root: root, name: name, platform: platform, hotline: hotline, emergency: emergency, calendar: calendar,
            limits: limits, scores: scores, quality: quality, handling: handling, supervision: supervision,
            security: security, messages: messages, attachments: attachments, reports: plan, regions: regions,
            organisations: organisations, categories: categories, duties: duties, sampleAccounts: sampleAccounts)
    }
}
