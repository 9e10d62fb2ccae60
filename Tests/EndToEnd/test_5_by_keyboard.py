"""Dispatcher, handler and head of a body at their desks, without a mouse: what is given back, shared out, and signed twice."""

import pytest
from playwright.sync_api import expect

from api import command

REPORT = "南桂东路工地夜间偷倒淤泥"
REPLY = "我局执法人员11月20日夜间到南桂东路检查，工地偷倒淤泥的货车每晚有十几车，已根据《城市建筑垃圾管理规定》查处，责令停工并立案。"
LEAD = "440605-housing"
HELPER = "440605011-urban-management"
# What is said after a step.
FLASH = ".flash-dock .flash"


class Story:
    """What one step leaves for the next."""

    number = ""


def choose(page, title):
    """J until the row is chosen."""
    rows = page.locator("table[data-list] tbody tr:not(.group)")
    for _ in range(rows.count()):
        if title in page.locator("tr.is-selected").inner_text():
            return
        page.keyboard.press("j")
    assert title in page.locator("tr.is-selected").inner_text()


def tab_to(page, words):
    """Tab until a button with these words has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.innerText") or ""):
            return
    raise AssertionError(f"no button “{words}” within reach")


@pytest.mark.story
class TestByKeyboard:
    def test_a_report_goes_to_two_bodies(self, city):
        Story.number = command(city, None, "/requests", {
            "kind": "report", "title": REPORT, "text": f"{REPORT}，每晚都有十几车，请查处。", "place": "440605011"})["number"]
        command(city, city.token("dispatcher1107"), f"/requests/{Story.number}/dispatch",
                {"lead": LEAD, "co": [HELPER]})

    def test_a_co_handler_asks_to_be_let_go(self, staff):
        visit = staff("handler3025")
        page = visit.open("/desk/worklist?view=to-sign")
        choose(page, REPORT)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/cases/{Story.number}")
        page.keyboard.press("b")
        expect(page.locator("#return-reason")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("工地归住建部门管。")
        tab_to(page, "退回派单台")
        page.keyboard.press("Enter")
        page.wait_for_selector(FLASH)

    def test_the_dispatcher_lets_it_go_with_one_key(self, staff):
        visit = staff("dispatcher1107")
        page = visit.open("/desk/dispatch?view=returned")
        page.keyboard.press("/")
        page.keyboard.type(REPORT)
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        assert "协办单位求退" in visit.text(".pane-sug") and "工地归住建部门管" in visit.text(".pane-sug")
        visit.look("dispatch-asked")
        page.keyboard.press("l")
        expect(page.locator(FLASH)).to_contain_text("同意退出")

    def test_the_handler_signs_begins_with_a_text_and_sends_it_for_approval(self, staff):
        visit = staff("handler3012")
        page = visit.open("/desk/worklist?view=to-sign")
        choose(page, REPORT)
        page.keyboard.press("s")
        expect(page.locator(FLASH)).to_contain_text("分给黄伟杰")
        page = visit.open("/desk/worklist?view=mine")
        visit.look("worklist-mine")
        choose(page, REPORT)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/cases/{Story.number}")
        page.keyboard.press("e")
        page.keyboard.type("来信已收悉。")
        expect(page.locator("#reply-hints")).to_contain_text("只说了收到")
        page.keyboard.press("Control+a")
        page.keyboard.type(REPLY)
        expect(page.locator("#reply-hints")).to_contain_text("看上去都写到了")
        visit.look("case-reply", other_language=False)
        tab_to(page, "送审")
        page.keyboard.press("Enter")
        page.wait_for_selector(FLASH)
        assert "等待审核" in visit.text("#answer")

    def test_the_head_approves_with_one_key(self, staff):
        visit = staff("head4003")
        page = visit.open("/desk/worklist?view=to-approve")
        visit.look("worklist-to-approve")
        choose(page, REPORT)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/cases/{Story.number}")
        visit.look("case-to-approve")
        page.keyboard.press("a")
        expect(page.locator(FLASH)).to_contain_text("已审核办结")
        assert REPLY in visit.text("#answer")
