"""Every other page there is, judged in both languages; those of the walk are judged on the walk."""

import pytest

from api import ask, command

CITIZENS = {
    "figures": "/figures", "privacy": "/about/privacy", "accessibility": "/about/accessibility",
    "ask-kind": "/ask?kind=complaint&about=噪音",
}
DESKS = {
    "agent2036": {"agent-search": "/desk/search?q=路灯"},
    "dispatcher1107": {"dispatch-urgent": "/desk/dispatch?view=urgent", "dispatch-returned": "/desk/dispatch?view=returned",
                       "dispatch-nothing": "/desk/dispatch?q=没有这样的诉求"},
    "handler3012": {"worklist-overdue": "/desk/worklist?view=overdue", "worklist-closed": "/desk/worklist?view=closed"},
    "head4011": {"desk-head": "/desk", "worklist-head": "/desk/worklist", "supervision-head": "/desk/supervision"},
    "analyst7001": {"connections": "/desk/connections",
                    "explore": "/desk/advice/explore",
                    "explore-bars": "/desk/advice/explore?measure=received&measure=on-time-rate&rows=town"
                                    "&period=2026-11&compare=previous",
                    "explore-heat": "/desk/advice/explore?measure=received&rows=field&columns=district&period=2026-11",
                    "explore-nonsense": "/desk/advice/explore?rows=planet&period=yesterday&columns=town"},
    "supervisor6001": {"board": "/desk/board", "board-districts": "/desk/board?by=district", "appeals": "/desk/appeals",
                       "appeals-decided": "/desk/appeals?view=decided", "inspections": "/desk/inspections",
                       "signs": "/desk/signs", "issues": "/desk/issues",
                       "board-nothing": "/desk/board?period=2001", "supervision-orders": "/desk/supervision?view=supervised",
                       "supervision-lifted": "/desk/supervision?view=lifted"},
    "auditor8001": {"desk-auditor": "/desk", "looks": "/desk/looks", "looks-nothing": "/desk/looks?from=2001-01-01&to=2001-01-02",
                    "account-records": "/desk/account-records"},
    "admin9001": {"desk-admin": "/desk", "admin": "/desk/admin", "accounts": "/desk/accounts",
                  "accounts-nothing": "/desk/accounts?q=没有这个人", "account-new": "/desk/accounts/new",
                  "account-of": "/desk/accounts/of/handler3012", "suggestions": "/desk/suggestions"},
    "handler3025": {"own-account": "/account", "own-password": "/account/password",
                    "own-second-factor": "/account/second-factor"},
}


def test_the_eye_that_judges_the_pages_sees(visitor):
    visit = visitor()
    visit.open("/").evaluate(
        """() => {
            document.querySelector('main').insertAdjacentHTML(
                'beforeend', '<input><div class="wide">wide</div><p>grey</p><b onclick="1">inline</b>');
            document.querySelector('.wide').style.width = '2000px';
            document.querySelector('main > p').style.color = '#ddd';
            console.error('complaint');
        }""")
    visit.look("spoilt", other_language=False)
    found = "\n".join(visit.findings)
    visit.findings.clear()
    for complaint in ("axe label", "axe color-contrast", "px to scroll sideways at 390", "Content Security Policy",
                      "console error: complaint"):
        assert complaint in found, found


@pytest.mark.parametrize("name", CITIZENS)
def test_a_citizens_page(visitor, name):
    visit = visitor()
    visit.open(CITIZENS[name])
    visit.look(name)


def test_larger_type_and_language_are_kept(visitor):
    visit = visitor()
    page = visit.open("/")
    page.click("a[href^='/large']")
    assert "large" in (page.locator("html").get_attribute("class") or "")
    visit.look("home-large")
    page.click("a[hreflang=en]")
    visit.language = "en"
    assert page.locator("html").get_attribute("lang") == "en"
    page.click(".site-nav a >> nth=1")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("account, name", [(account, name) for account in DESKS for name in DESKS[account]])
def test_a_page_of_the_desks(staff, account, name):
    visit = staff(account)
    visit.open(DESKS[account][name])
    visit.look(name)


def test_the_requests_behind_a_number_of_the_board(staff):
    visit = staff("supervisor6001")
    page = visit.open("/desk/board")
    figure = page.locator(".board-counts a.ev").first
    dispatched = figure.inner_text()
    figure.click()
    page.wait_for_url("**/desk/board/requests**")
    assert dispatched in visit.text("h1")
    visit.look("board-requests")


def test_what_is_kept_of_a_person_and_how_it_is_forgotten(visitor, city):
    """One's own data while one waits for an answer, after it, and when they are to be destroyed."""
    case = ask(city, "门前路灯不亮")
    number = case["number"]
    visit = visitor()
    page = visit.open("/follow")
    page.fill("#number", number)
    page.fill("#code", case["queryCode"])
    page.click("main form button")
    page.wait_for_url(f"**/follow/{number}**")
    visit.open(f"/follow/{number}/data")
    assert "现在还不行" in visit.text()
    visit.look("own-data-open")
    dispatcher, handler = city.token("dispatcher1107"), city.token("handler3012")
    command(city, dispatcher, f"/requests/{number}/dispatch", {"lead": "440605-housing"})
    command(city, handler, f"/requests/{number}/sign", {})
    command(city, handler, f"/requests/{number}/close", {"reply": "路灯已于今天上午更换，现已恢复照明。"})
    visit.open(f"/follow/{number}/data")
    page.locator("details.confirm summary").click()
    visit.look("own-data-answered")
    page.locator("details.confirm summary").click()
    page.locator("form[action$='/forgetting'] button").click()
    page.wait_for_url(f"**/follow/{number}/data**")
    assert "撤回，保留我的信息" in visit.text()
    visit.look("own-data-waiting")


@pytest.mark.parametrize("account", ["agent2036", "dispatcher1107", "handler3012", "supervisor6001", "analyst7001"])
def test_every_link_of_a_desk_leads_somewhere(staff, account):
    visit = staff(account)
    links = {link.get_attribute("href") for link in visit.page.locator("a[href^='/']").all()}
    for link in sorted(links):
        if not link.startswith(("/language", "/large")):
            visit.open(link)
