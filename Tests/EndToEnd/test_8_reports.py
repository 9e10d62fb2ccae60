"""A report from its draft to its correction, by the hands of an analyst and a supervisor."""

import json
import re

import pytest

WEEK = {}


@pytest.fixture(scope="module", autouse=True)
def next_week(city):
    """The week is over: the server drafts its report by itself on the first working day after it."""
    city.stop()
    city.start(later="+8d")
    yield
    city.stop()
    city.start()


class TestAReport:
    """In the order of its life."""

    def test_it_is_drafted_by_itself_and_the_analyst_is_told(self, staff):
        visit = staff("analyst7001")
        page = visit.open("/desk")
        visit.look("desk-analyst-drafts")
        page.click(".tasks a[href='/desk/reports?view=waiting']")
        visit.look("reports-waiting")
        link = page.locator("td a[href*='/desk/reports/']").first
        WEEK["path"] = link.get_attribute("href")
        WEEK["order"] = re.search(r"/desk/reports/([^/]+)/", WEEK["path"])[1]
        link.click()
        assert "草稿，待审核" in visit.text(".report-state")
        visit.look("report-draft")

    def test_the_analyst_reviews_it_and_cannot_issue_it(self, staff):
        visit = staff("analyst7001")
        page = visit.open(WEEK["path"])
        page.click("button:text-is('审核通过，送签发')")
        assert "已审核，待签发" in visit.text(".report-state")
        assert page.locator("button:text-is('签发报告')").count() == 0

    def test_the_supervisor_sends_it_back_with_a_reason(self, staff):
        visit = staff("supervisor6001")
        page = visit.open(WEEK["path"])
        visit.look("report-reviewed")
        page.click("summary:has-text('退回修改')")
        page.fill("#send-back-reason", "第二节请再核对")
        page.click(".fold-form button:text-is('退回修改')")
        assert "第二节请再核对" in visit.text(".report-state")
        visit.look("report-sent-back")

    def test_it_is_made_anew_reviewed_and_issued(self, staff):
        analyst = staff("analyst7001")
        page = analyst.open(WEEK["path"])
        page.click("button:has-text('按现在的数据重新生成')")
        page.click("button:text-is('审核通过，送签发')")
        supervisor = staff("supervisor6001")
        page = supervisor.open(WEEK["path"])
        page.click("button:text-is('签发报告')")
        assert "已签发" in supervisor.text(".report-state")
        page.click("summary:has-text('经过和版本')")
        supervisor.look("report-issued", other_language=False)

    def test_it_is_downloaded(self, staff):
        visit = staff("analyst7001")
        page = visit.open(WEEK["path"])
        with page.expect_download() as download:
            page.click(".report-files a:has-text('JSON')")
        document = json.loads(open(download.value.path(), encoding="utf-8").read())
        assert document["document"]["language"] == "zh-Hans"

    def test_it_is_held_beside_the_figures_of_today(self, staff):
        visit = staff("analyst7001")
        page = visit.open(WEEK["path"])
        page.click("a:has-text('和现在的数据比一比')")
        visit.look("report-changes")

    def test_everybody_reads_it(self, visitor):
        visit = visitor()
        page = visit.open("/figures")
        page.click("a[href='/figures/reports']")
        visit.look("published-reports")
        page.click(f"a[href='/figures/reports/{WEEK['order']}']")
        visit.look("published-report")

    def test_it_is_corrected_with_a_reason_and_says_so(self, staff):
        analyst = staff("analyst7001")
        page = analyst.open(WEEK["path"])
        page.click("summary:has-text('更正')")
        page.fill("#correct-reason", "漏了一件")
        page.click(".fold-form button:text-is('更正')")
        page.click("button:text-is('审核通过，送签发')")
        supervisor = staff("supervisor6001")
        page = supervisor.open(WEEK["path"].replace("/versions/1", "/versions/2"))
        page.click("button:text-is('签发报告')")
        page = supervisor.open(WEEK["path"])
        assert "这一版已经更正" in supervisor.text(".report-state") and "漏了一件" in supervisor.text(".report-state")
        supervisor.look("report-replaced")

    def test_a_special_report_is_made_without_script(self, visitor):
        visit = visitor(script=False)
        visit.sign_in("analyst7001", "demo-analyst-desk")
        page = visit.open("/desk/reports/new")
        visit.look("report-new")
        page.select_option("#scope", "district:440605")
        week = page.locator("#period option[value*='-W']").first.get_attribute("value")
        page.select_option("#period", week)
        page.click("button:text-is('生成草稿')")
        assert f"/desk/reports/{week}@district:440605" in page.url or "报告" in visit.text()

    def test_the_journal_and_the_reports_are_whole(self, city):
        assert "so are the reports" in city.command("verify").stdout
