"""Every other page there is, judged in both languages; those of the walk are judged on the walk."""

import pytest

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
    "analyst7001": {"explore": "/desk/advice/explore",
                    "explore-bars": "/desk/advice/explore?measure=received&measure=on-time-rate&rows=town"
                                    "&period=2026-11&compare=previous",
                    "explore-heat": "/desk/advice/explore?measure=received&rows=field&columns=district&period=2026-11",
                    "explore-nonsense": "/desk/advice/explore?rows=planet&period=yesterday&columns=town"},
    "auditor8001": {"desk-auditor": "/desk"},
    "admin9001": {"desk-admin": "/desk", "admin": "/desk/admin"},
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


@pytest.mark.parametrize("account", ["agent2036", "dispatcher1107", "handler3012", "supervisor6001", "analyst7001"])
def test_every_link_of_a_desk_leads_somewhere(staff, account):
    visit = staff(account)
    links = {link.get_attribute("href") for link in visit.page.locator("a[href^='/']").all()}
    for link in sorted(links):
        if not link.startswith(("/language", "/large")):
            visit.open(link)
