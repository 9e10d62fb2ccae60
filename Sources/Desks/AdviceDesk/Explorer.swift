import Civics
package import Reporting
package import Storage

extension AdviceDesk {
    /// Answers a query of the figures (数据探索). Counts and rates only: lists of requests have their own rules.
    /// - Throws: `DeskError.notAllowed`.
    package func explore(_ asked: ExplorerAsked, _ context: OperationContext) async throws -> ExplorerResult {
        try allowed(.explore, context)
        let (city, today) = (city, city.zone.day(of: context.now))
        return try await store.database.read { connection in
            try ExplorerResult.make(
                asked.query, of: city, from: StoredFigures(connection: connection), today: today,
                isListed: { RequestFilter(behind: $0) != nil })
        }
    }

    // MARK: Queries that are kept

    /// The reader's own and those that are shared, by name.
    package func savedQueries(_ context: OperationContext) async throws -> [SavedQuery] {
        try allowed(.explore, context)
        return try await store.savedQueries(of: context.actor.account)
    }

    /// Keeps a query under a name.
    ///
    /// - Throws: `DeskError.notAllowed` for whoever may not explore, or not share; `DeskError.invalid` for a name that is
    ///   none; `SavedQueryRefused.nameTaken`.
    @discardableResult
    package func save(
        _ query: ExplorerQuery, as name: String, isShared: Bool = false, isInReports: Bool = false,
        _ context: OperationContext
    ) async throws -> Int64 {
        try allowed(.explore, context)
        if isShared || isInReports { try allowed(.shareQueries, context) }
        let saved = try SavedQuery(
            owner: context.actor.account, name: checked(name), text: query.text, isShared: isShared,
            isInReports: isInReports, savedAt: context.now)
        guard let id = try await store.save(saved) else { throw SavedQueryRefused.nameTaken }
        return id
    }

    /// Gives a query of one's own another name, or other marks.
    ///
    /// - Throws: as `save`, and `DeskError.notFound` for a query that the reader does not see;
    ///   `SavedQueryRefused.notOwn` for one that somebody else has shared.
    package func changeSavedQuery(
        _ id: Int64, name: String, isShared: Bool, isInReports: Bool, _ context: OperationContext
    ) async throws {
        var saved = try await own(id, context)
        if isShared != saved.isShared || isInReports != saved.isInReports { try allowed(.shareQueries, context) }
        saved.name = try checked(name)
        saved.isShared = isShared
        saved.isInReports = isInReports
        guard try await store.change(saved) else { throw SavedQueryRefused.nameTaken }
    }

    /// - Throws: as `changeSavedQuery`.
    package func deleteSavedQuery(_ id: Int64, _ context: OperationContext) async throws {
        try await store.deleteSavedQuery(own(id, context).id)
    }

    private func own(_ id: Int64, _ context: OperationContext) async throws -> SavedQuery {
        try allowed(.explore, context)
        guard let saved = try await store.savedQuery(id),
            saved.isShared || saved.owner == context.actor.account
        else { throw DeskError.notFound }
        guard saved.owner == context.actor.account else { throw SavedQueryRefused.notOwn }
        return saved
    }

    private func checked(_ name: String) throws -> String {
        let name = name.split { $0.isWhitespace }.joined(separator: " ")
        if let fault = TextCheck.fault(in: name, field: "name", most: 60) { throw DeskError.invalid([fault]) }
        return name
    }

    private func allowed(_ action: Action, _ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(action, role: context.actor.role, relation: .none) else { throw .notAllowed(action) }
    }
}

/// Why a kept query cannot be changed.
package enum SavedQueryRefused: Error, Hashable, Sendable {
    /// Another of the owner's queries has the name.
    case nameTaken
    /// Somebody else has shared it: it can be read, and kept anew under one's own name.
    case notOwn
}
