package import Civics
import Foundation

/// Reads a city's folder: `city.yml`, `regions.csv`, `organisations.csv`, `categories.csv`, `duties.csv`, `limits.yml`,
/// `handling.yml`, `supervision.yml`, `holidays.yml`, `scores.yml`, `quality.yml`, `security.yml`, `messages.yml`,
/// `attachments.yml`, `reports.yml` and, for demonstration data, `accounts.yml`.
///
///     let city = try loadCity(folder: "Cities/foshan")
///     city.responsible(for: "020201", at: "440605011901")?.lead.shortName
///
/// - Throws: every fault of every file, with its line, where there is any. What merely follows from another fault is not
///   reported: no reference is checked against a file that could not be read.
package func loadCity(folder path: String) throws(CityFaults) -> City {
    let faults = FaultList()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        throw CityFaults([CityFault(file: path, line: nil, message: "there is no such folder")])
    }
    let folder = CityFolder(path: path, faults: faults)
    let settings = CitySettings(folder)
    let regions = RegionList(folder, root: settings?.code)
    let organisations = OrganisationList(folder, regions: regions)
    let categories = CategoryList(folder)
    let duties = DutyList(folder, categories: categories, regions: regions, organisations: organisations)
    let limits = LimitFile(folder)
    let handling = HandlingFile(folder, organisations: organisations)
    let supervision = SupervisionFile(folder)
    let holidays = HolidayFile(folder)
    let scores = ScoreFile(folder)
    let quality = QualityFile(folder, organisations: organisations)
    let advice = AdviceFile(folder)
    let security = SecurityFile(folder)
    let messages = MessageFile(folder)
    let attachments = AttachmentFile(folder)
    let reports = ReportFile(
        folder, regions: regions, organisations: organisations, categories: categories, messages: messages)
    let accounts = AccountFile(folder, organisations: organisations)
    guard faults.faults.isEmpty, let settings, let regions, let organisations, let categories, let duties, let limits,
        let handling, let supervision, let holidays, let scores, let quality, let advice, let security, let messages,
        let attachments, let reports, let accounts
    else { throw CityFaults(faults.sorted) }
    return City(
        root: settings.code, name: settings.name, platform: settings.platform, hotline: settings.hotline,
        emergency: settings.emergency,
        calendar: WorkingCalendar(zone: settings.zone, hours: settings.hours, years: holidays.years),
        limits: limits.table, scores: scores.table, quality: quality.rules, advice: advice.rules,
        handling: handling.rules,
        supervision: supervision.rules, security: security.rules, messages: messages.plan.adding(reports.ways),
        attachments: attachments.rules, reports: reports.plan, regions: regions.regions,
        organisations: organisations.organisations, categories: categories.categories, duties: duties.duties,
        sampleAccounts: accounts.accounts)
}
