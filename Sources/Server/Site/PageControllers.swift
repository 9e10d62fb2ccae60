extension House {
    /// Everything that answers with pages.
    var pageControllers: [any Controller] {
        [
            HomeController(house: self), AskController(house: self), FollowController(house: self),
            OwnDataController(house: self), PublishedReportsController(house: self),
            SignInController(house: self), OwnAccountController(house: self),
            SecondFactorController(house: self), DeskHomeController(house: self), IntakeController(house: self),
            CallbacksController(house: self),
            DispatchController(house: self), WorklistController(house: self), CaseController(house: self),
            CaseActionController(house: self), SupervisionController(house: self), BoardController(house: self),
            QualityController(house: self), AdviceController(house: self),
            ExplorerController(house: self),
            IssuesController(house: self), ConnectionsController(house: self), SuggestionsController(house: self),
            RequestListController(house: self), SearchController(house: self), ReportsController(house: self),
            AdminController(house: self, startedAt: startedAt), AccountsController(house: self),
            AuditController(house: self), CaseForgettingController(house: self), LiveController(house: self),
            AttachmentsController(house: self),
        ]
    }
}
