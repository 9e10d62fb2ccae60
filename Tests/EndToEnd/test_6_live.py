"""Pages of staff that renew by themselves: nobody presses reload here."""

import time

import pytest
from playwright.sync_api import expect

from api import ask, command

PATIENCE = 10_000


def title(what):
    """Another one each time, so that it is found among those of earlier tests."""
    return f"{what}{time.time_ns() % 1_000_000}"


def dispatch(city, number, body):
    return command(city, city.token("dispatcher1122"), f"/requests/{number}/dispatch", {"lead": body})


def stays(page):
    """Marks the page, and gives what says that it is still the same one, not loaded anew."""
    page.evaluate("window.sameAsBefore = true")
    return lambda: page.evaluate("window.sameAsBefore === true")


def listening(page):
    """Waits until the page has heard from the server that the line stands."""
    expect(page.locator("[data-live-off]")).to_be_hidden()
    page.wait_for_timeout(500)


def test_a_request_from_the_portal_appears_in_the_queue(staff, visitor, city):
    desk = staff("dispatcher1107")
    page = desk.open("/desk/dispatch")
    is_same = stays(page)
    page.mouse.move(900, 300)
    before = page.locator("h1").inner_text()
    listening(page)

    resident = visitor()
    form = resident.open("/ask")
    form.locator("[data-column=district] label", has_text="南海区").first.click()
    form.locator("[data-column=town] label", has_text="桂城街道").first.click()
    form.locator("label.choice-card", has=form.locator("input[name=kind][value=help]")).click()
    wanted = title("人行道井盖不见了")
    form.fill("#title", wanted)
    form.fill("#text", "海八路人行道上的井盖从昨天起就不见了，晚上很危险，请尽快补上。")
    form.locator("label.choice-card", has=form.locator("input[name=who][value=anonymous]")).click()
    form.click("[data-submit]")
    form.wait_for_url("**/ask/done**")

    expect(page.locator("h1")).not_to_have_text(before, timeout=PATIENCE)
    expect(page.locator("[data-live-say]")).to_have_text("新到 1 件", timeout=PATIENCE)
    expect(page.locator(".desk-nav [data-count=dispatch]")).to_have_text(
        page.locator("h1").inner_text().split()[1], timeout=PATIENCE)
    assert is_same()
    # Those whose clock ends later stand further down.
    page = desk.open(f"/desk/dispatch?q={wanted}")
    assert wanted in desk.text("#request-heading")


def test_nothing_moves_under_the_pointer(staff, city):
    desk = staff("dispatcher1107")
    page = desk.open("/desk/worklist", status=403)
    handler = staff("handler3040")
    page = handler.open("/desk/worklist?view=to-sign")
    listening(page)
    first, second = title("站牌歪了"), title("候车亭漏水")
    for what in (first,):
        dispatch(city, ask(city, what)["number"], "fs-metro-bus")
    expect(page.locator("tbody")).to_contain_text(first, timeout=PATIENCE)
    is_same = stays(page)
    rows = page.locator("tbody tr[data-case]")
    under = rows.nth(0)
    under.hover()
    height = under.bounding_box()["y"]
    number = under.get_attribute("data-case")
    dispatch(city, ask(city, second)["number"], "fs-metro-bus")
    offer = page.locator(".live-more")
    expect(offer).to_contain_text("新到 1 件", timeout=PATIENCE)
    assert second not in handler.text("tbody")
    assert rows.nth(0).get_attribute("data-case") == number and under.bounding_box()["y"] == height
    handler.look("worklist-held", other_language=False)
    under.hover()
    page.keyboard.press(".")
    expect(page.locator("tbody")).to_contain_text(second)
    expect(offer).to_have_count(0)
    assert is_same()


def test_another_body_sees_nothing_of_it(staff, city):
    other = staff("handler3012")
    page = other.open("/desk/worklist")
    listening(page)
    heard = []
    page.on("request", lambda request: heard.append(request.url))
    dispatch(city, ask(city, title("公交不停站"))["number"], "fs-metro-bus")
    page.wait_for_timeout(3000)
    assert heard == []


def test_what_is_being_written_is_not_lost(staff, city):
    number = ask(city, title("树倒在路上"))["number"]
    desk = staff("dispatcher1107")
    page = desk.open(f"/desk/dispatch?case={number}")
    listening(page)
    page.click("summary:has-text('不予受理')")
    note = page.locator("details[open] textarea").first
    note.fill("写到一半的说明")
    command(city, city.token("dispatcher1122"), f"/requests/{number}/note", {"note": "另一位的备注"})
    expect(page.locator("[data-live-note]")).to_contain_text("刚刚有变化", timeout=PATIENCE)
    assert note.input_value() == "写到一半的说明"
    desk.look("dispatch-changed", other_language=False)
    dispatch(city, number, "fs-metro-bus")
    expect(page.locator("[data-live-note]")).to_contain_text("别人办走了", timeout=PATIENCE)
    assert note.input_value() == "写到一半的说明"
    expect(page.locator(f"ol.queue [data-case='{number}']")).to_have_count(0, timeout=PATIENCE)
    page.click("[data-live-note] a:has-text('办下一件')")
    page.wait_for_url("**/desk/dispatch")


def test_a_case_that_is_only_read_renews_in_place(staff, city):
    number = ask(city, title("路灯不亮"))["number"]
    desk = staff("supervisor6001", "en")
    page = desk.open(f"/desk/cases/{number}")
    is_same = stays(page)
    listening(page)
    dispatch(city, number, "fs-metro-bus")
    expect(page.locator("#journal .timeline")).to_contain_text("metro", timeout=PATIENCE, ignore_case=True)
    assert is_same()
    # What came to stand there works as if it had been there from the beginning.
    page.keyboard.press("u")
    expect(page.locator("details[open].act textarea").first).to_be_focused()
    desk.look("case-renewed", other_language=False)


def test_signing_out_in_one_window_is_said_in_the_other(staff, city):
    desk = staff("dispatcher1107")
    page = desk.open("/desk/dispatch")
    listening(page)
    other = desk.context.new_page()
    other.goto(city.address + "/desk")
    other.click("button:has-text('退出')")
    other.wait_for_url(city.address + "/")
    page.bring_to_front()
    expect(page.locator("[data-live-off]")).to_contain_text("登录已过期", timeout=PATIENCE)
    page.click("[data-live-off] a")
    page.wait_for_url("**/sign-in**")


def test_a_server_that_starts_anew_is_found_again(staff, city):
    desk = staff("dispatcher1107")
    page = desk.open("/desk/dispatch")
    is_same = stays(page)
    page.mouse.move(900, 300)
    listening(page)
    # While the server is away, the browser says so of everything it tries.
    findings = len(desk.findings)
    assert city.stop() == 0
    expect(page.locator("[data-live-off]")).to_contain_text("重新连接", timeout=PATIENCE)
    city.start()
    ask(city, title("水管爆了"))
    expect(page.locator("[data-live-say]")).to_contain_text("新到", timeout=40_000)
    expect(page.locator("[data-live-off]")).to_be_hidden(timeout=40_000)
    assert is_same()
    del desk.findings[findings:]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_without_script_pages_stay_as_they_are(visitor, city, language):
    visit = visitor(language, script=False)
    visit.sign_in("dispatcher1107", "demo-dispatcher")
    page = visit.open("/desk/dispatch")
    assert page.locator("[data-live-off]").is_hidden() and page.locator("[data-live-note]").is_hidden()
    visit.look(f"dispatch-without-script-{language}", other_language=False)
