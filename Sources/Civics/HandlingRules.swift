/// How bodies handle requests, where cities differ (`handling.yml`).
package struct HandlingRules: Hashable, Sendable {
    /// Which replies a second person approves (两人审核); everything given in a rule must hold.
    package struct Approval: Hashable, Sendable {
        /// The function of the lead body, as in `organisations.csv`.
        package var function: String?
        package var kind: RequestKind?
        package var urgency: Urgency?
        package var line: ServiceLine?

        package init(
            function: String? = nil, kind: RequestKind? = nil, urgency: Urgency? = nil, line: ServiceLine? = nil
        ) {
            self.function = function
            self.kind = kind
            self.urgency = urgency
            self.line = line
        }
    }

    package var approvals: [Approval]
    /// In the order in which they are offered.
    package var templates: [ReplyTemplate]

    package init(approvals: [Approval] = [], templates: [ReplyTemplate] = []) {
        self.approvals = approvals
        self.templates = templates
    }

    /// Those that a body may begin its reply with.
    package func templates(function: String, kind: RequestKind) -> [ReplyTemplate] {
        templates.filter { ($0.function ?? function) == function && ($0.kinds.isEmpty || $0.kinds.contains(kind)) }
    }

    package func needsApproval(
        function: String, kind: RequestKind, urgency: Urgency, line: ServiceLine
    ) -> Bool {
        approvals.contains {
            ($0.function ?? function) == function && ($0.kind ?? kind) == kind && ($0.urgency ?? urgency) == urgency
                && ($0.line ?? line) == line
        }
    }
}
