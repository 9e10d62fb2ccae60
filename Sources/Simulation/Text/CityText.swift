import Civics

/// All texts of a city made ready: phrases, what is known of each category, names of places and bodies.
struct CityText {
    let book: Phrasebook
    let subjects: [Subject]
    let names: NameTable
    /// Lines of the phrase files that could not be understood.
    let faults: [String]

    init(city: City, isChinese: Bool) {
        var compiler = SubjectCompiler(isChinese ? ChinesePhrases.all : EnglishPhrases.all)
        var subjects: [Subject] = []
        for category in city.categories { subjects.append(compiler.subject(category)) }
        func text(_ name: LocalName) -> String { isChinese ? name.zh : name.en }
        func literals(_ texts: [String]) -> [Phrasebook.Instruction] { texts.map { compiler.literal($0) } }
        var names = NameTable()
        names.region = literals(city.regions.map { text($0.name) })
        names.town = literals(city.regions.map { text((above($0, in: city) ?? $0).name) })
        names.district = literals(
            city.regions.map { region in
                text((city.ancestor(of: region.id, at: .district).flatMap { city.region($0) } ?? region).name)
            })
        names.body = literals(city.organisations.map { isChinese ? $0.shortName : $0.name.en })
        names.handler = literals(city.organisations.flatMap { Staff.names(of: $0, isChinese: isChinese) })
        names.city = compiler.literal(text(city.name))
        names.hotline = compiler.literal(city.hotline)
        self.subjects = subjects
        self.names = names
        book = compiler.compiler.book
        faults = compiler.faults + compiler.compiler.faults
    }
}

private func above(_ region: Region, in city: City) -> Region? { region.parent.flatMap { city.region($0) } }
