"""One request's whole way, in Chinese: from the portal through every desk to the weekly report."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from api import ask

TITLE = "桂园社区门前流动摊档天天占道"
TEXT = "从十一月初开始，每天傍晚六点以后社区门口都有七八个流动摊档占住人行道，推婴儿车只能走到马路上。希望安排人员管理，并说明什么时候能处理。"
REPLY = "我办当晚派两名队员到现场，劝离流动摊档七档，并自即日起每晚六点到九点在该处值守。"
PLACE = ("南海区", "桂城街道", "桂园社区")
# 流动摊贩占道, a duty of the town's urban management.
CATEGORY = "010401"
BODY = "桂城街道"


class Story:
    """What one step leaves for the next."""

    number = code = ""
    before = {}


def days():
    """A week of the city that holds today, whatever the clock of this machine says."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    return f"from={today - datetime.timedelta(days=6)}&to={today}"


def figures(visit):
    """The numbers of the advice desk, by name: totals, and the rows of the tables behind its charts."""
    page = visit.open(f"/desk/advice?{days()}")
    found = {}
    for stat in page.locator(".stat").all():
        name = stat.locator(".stat-label").inner_text().strip()
        found[name] = stat.locator(".stat-value").inner_text().strip()
    for chart in page.locator("section:has(h2[id$=-heading])").all():
        heading = chart.locator("h2").inner_text().strip()
        for row in chart.locator("details table tbody tr").all():
            cells = [cell.text_content().strip() for cell in row.locator("th, td").all()]
            found[f"{heading} / {cells[0]}"] = cells[1:]
    return found


def number(text):
    return int(re.sub(r"[^\d-]", "", text))


@pytest.mark.story
class TestOneRequest:
    def test_the_analyst_reads_the_figures_before(self, staff, city):
        # So that the dispatcher has something to leaf through, whatever the hour.
        for title in ("路灯整排不亮", "公交站牌倒了"):
            ask(city, title)
        Story.week = this_week()
        Story.report_before = received_of_report(city)
        visit = staff("analyst7001")
        Story.before = figures(visit)
        assert {"受理", "办结"} <= Story.before.keys()
        visit.look("advice")
        visit.open("/desk/reports")
        visit.look("reports")
        visit.page.click("main table tbody tr a >> nth=1")
        visit.look("report-last-week")

    def test_a_person_asks_in_the_portal(self, visitor):
        visit = visitor()
        page = visit.open("/")
        visit.look("home")
        page.click(".site-nav >> text=我要反映")
        visit.look("ask")
        for column, place in zip(("district", "town", "village"), PLACE):
            page.locator(f"[data-column={column}] label", has_text=place).first.click()
        assert all(place in visit.text("[data-place-path]") for place in PLACE)
        page.fill("#spot", "桂园社区东门公交站旁")
        page.locator("label.choice-card", has=page.locator("input[name=kind][value=help]")).click()
        page.fill("#title", TITLE)
        page.fill("#text", TEXT)
        assert f"已写 {len(TEXT)} 字" in visit.text("#text-count")
        page.locator("label.choice-card", has=page.locator("input[name=who][value=open]")).click()
        page.fill("#name", "区小姐")
        page.fill("#phone", "13812345678")
        assert TITLE in visit.text("[data-review]") and "桂园社区" in visit.text("[data-review]")
        visit.look("ask-filled", other_language=False)
        page.click("[data-submit]")
        page.wait_for_url("**/ask/done**")
        visit.look("done", other_language=False)
        Story.number, Story.code = (part.inner_text().strip() for part in page.locator(".ticket dd").all())
        assert Story.number and len(Story.code) >= 6
        page.click(f"a[href='/follow/{Story.number}']")
        assert TEXT in visit.text() and "已收到" in visit.text()
        visit.look("follow-received")

    def test_they_follow_it_from_another_device(self, visitor):
        visit = visitor()
        page = visit.open("/follow")
        visit.look("follow-form")
        page.fill("#number", Story.number)
        page.fill("#code", Story.code.lower())
        page.click("main form button")
        page.wait_for_url(f"**/follow/{Story.number}")
        assert TITLE in visit.text() or TEXT in visit.text()

    def test_the_dispatcher_clears_it_by_keyboard(self, staff):
        visit = staff("dispatcher1107")
        visit.look("desk-dispatcher")
        page = visit.open("/desk/dispatch")
        visit.look("dispatch")

        current = page.locator("ol.queue a[aria-current]").first
        first = current.get_attribute("href")
        page.keyboard.press("j")
        expect(current).not_to_have_attribute("href", first)
        page.keyboard.press("k")
        expect(current).to_have_attribute("href", first)
        page.keyboard.press("/")
        page.keyboard.type(TITLE)
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        assert TITLE in visit.text("#request-heading")
        visit.look("dispatch-found")
        # The category first: the suggestion follows from it.
        page.keyboard.press("c")
        page.select_option("#classify-category", CATEGORY)
        page.locator("details.fold[open] button.btn", has_text="保存分类").press("Enter")
        page.wait_for_selector(f".sug-name:has-text('{BODY}')")
        visit.look("dispatch-suggestion", other_language=False)
        page.keyboard.press("a")
        page.wait_for_selector(".flash")
        assert Story.number in visit.text("body") or "已派" in visit.text(".flash")
        visit.open(f"/desk/cases/{Story.number}")
        assert BODY in visit.text()
        visit.look("case-dispatched")

    def test_the_handler_signs_contacts_replies_and_closes(self, staff):
        visit = staff("handler3025")
        page = visit.open("/desk/worklist?view=to-sign")
        visit.look("worklist-to-sign")
        rows = page.locator("table[data-list] tbody tr:not(.group)")
        for _ in range(rows.count()):
            if TITLE in page.locator("tr.is-selected").inner_text():
                break
            page.keyboard.press("j")
        assert TITLE in page.locator("tr.is-selected").inner_text()
        page.keyboard.press("s")
        page.wait_for_selector(".flash")
        visit.open("/desk/worklist")
        visit.look("worklist")
        page = visit.open(f"/desk/cases/{Story.number}")
        # Who asked is shown to the body on request, and the look is logged.
        page.click("button:has-text('查看（留痕）')")
        assert "13812345678" in visit.text()
        page = visit.open(f"/desk/cases/{Story.number}")
        visit.look("case-signed")
        page.keyboard.press("l")
        page.select_option("#contact-means", "phone")
        page.fill("#contact-note", "电话联系，约定今晚到现场。")
        visit.look("case-contact", other_language=False)
        page.click("button:has-text('保存联系记录')")
        page.wait_for_selector(".flash")
        page.keyboard.press("e")
        page.keyboard.type(REPLY)
        page.click("button:has-text('答复并办结')")
        page.wait_for_selector(".flash")
        assert REPLY in visit.text()
        visit.look("case-closed")

    def test_the_agent_calls_back(self, staff):
        visit = staff("agent2036")
        visit.look("desk-agent")
        page = visit.open(f"/desk/callbacks?case={Story.number}")
        assert TITLE in visit.text("#call-heading")
        visit.look("callbacks")
        for key in "yg1":
            page.keyboard.press(key)
        page.fill("#call-back-comment", "晚上走路顺畅多了，谢谢。")
        page.locator("#call-back-comment").blur()
        page.keyboard.press("s")
        page.wait_for_selector(".flash")
        page = visit.open("/desk/intake")
        visit.look("intake")

    def test_the_person_reads_answer_and_rating(self, visitor):
        visit = visitor()
        page = visit.open("/follow")
        page.fill("#number", Story.number.replace("-", ""))
        page.fill("#code", Story.code)
        page.click("main form button")
        page.wait_for_url(f"**/follow/{Story.number}")
        text = visit.text()
        assert REPLY in text and "非常满意" in text and "解决了" in text
        # Who looked at name and telephone is told to the person.
        assert "看了姓名和电话" in text and "承办" in text
        visit.look("follow-closed")

    def test_the_supervisor_sees_the_whole_case(self, staff):
        visit = staff("supervisor6001")
        visit.open("/desk/supervision")
        visit.look("supervision")
        for view in ("due-soon", "repeated", "dissatisfied"):
            visit.open(f"/desk/supervision?view={view}")
            visit.look(f"supervision-{view}")
        page = visit.open("/desk/search")
        visit.look("search")
        page.fill("#find, main input[name=q]", TITLE)
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        visit.look("search-found")
        page.locator("main table a", has_text=TITLE).first.click()
        page.wait_for_url(f"**/desk/cases/{Story.number}")
        text = visit.text()
        assert REPLY in text and "非常满意" in text
        assert "13812345678" not in text and "区小姐" not in text

    def test_the_figures_have_changed_by_exactly_one(self, staff):
        visit = staff("analyst7001")
        after = figures(visit)

        def change(name, column=None):
            before, now = Story.before.get(name), after[name]
            if column is None:
                return number(now) - number(before)
            return number(now[column]) - (number(before[column]) if before else 0)

        assert change("受理") == 1
        assert change("办结") == 1
        districts = after["类别 × 区 / 城乡建设"]
        headings = [cell.text_content().strip() for cell in visit.page.locator("#chart-heat details thead th, section:has(#heat-heading) details thead th").all()]
        column = headings.index("南海区") - 1
        before = Story.before.get("类别 × 区 / 城乡建设")
        for index, cell in enumerate(districts[:-1]):
            assert number(cell) - (number(before[index]) if before else 0) == (1 if index == column else 0)
        # Each figure leads to its requests.
        visit.page.click(".stat:has(.stat-label:text-is('受理')) .stat-value a")
        visit.page.wait_for_url("**/desk/requests**")
        visit.look("requests")
        assert TITLE in visit.text()

    def test_the_weekly_report_holds_it(self, staff, city):
        # A report tells of whole days: it is read a week later.
        city.stop()
        city.start(later="+7d")
        try:
            visit = staff("analyst7001")
            page = visit.open(f"/desk/reports/{Story.week}")
            visit.look("report")
            figure = page.locator(f".evidence a[href*='measure=received']").first
            received = number(REPORT_RECEIVED.search(visit.text("article.doc"))[1])
            figure.click()
            page.wait_for_url("**/desk/requests**")
            assert received == number(visit.text("h1")) == Story.report_before + 1
            assert TITLE in visit.text()
        finally:
            city.stop()
            city.start()


def received_of_report(city):
    """What the week's report will say was received, as things stand."""
    html = city.command("report", "weekly", "--period", Story.week, later="+7d").stdout
    return number(REPORT_RECEIVED.search(re.sub(r"<[^>]*>", "", html))[1])


REPORT_RECEIVED = re.compile(r"受理[^。]*?([\d,]+)\s*件")


def this_week():
    """The week in the city, `2026-W48`."""
    year, week, _ = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).isocalendar()
    return f"{year}-W{week:02d}"
