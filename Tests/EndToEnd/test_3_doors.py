"""What must not open: wrong codes, other people's cases, sessions that have ended, locked accounts, pages that are not."""

from api import requests


def test_a_wrong_code_opens_nothing(visitor, city):
    visit = visitor()
    visit.expected_statuses |= {404, 422}
    page = visit.open("/follow")
    page.fill("#number", some_number(city))
    page.fill("#code", "WRONGCODE")
    page.click("main form button")
    assert page.locator(".error-summary").count() == 1
    assert "对不上" in visit.text() and "/follow/" not in page.url
    visit.look("follow-wrong-code", other_language=False)


def test_a_number_with_a_wrong_digit_is_named_as_such(visitor, city):
    visit = visitor()
    visit.expected_statuses |= {404, 422}
    page = visit.open("/follow")
    number = some_number(city)
    page.fill("#number", number[:-1] + ("1" if number[-1] != "1" else "2"))
    page.fill("#code", "WRONGCODE")
    page.click("main form button")
    assert "单号不对" in visit.text()


def test_somebody_elses_case_stays_closed(visitor, city):
    visit = visitor()
    visit.expected_statuses |= {403, 404}
    visit.page.goto(f"{city.address}/follow/{some_number(city)}")
    # Without the code the page asks for it.
    assert visit.page.locator("#code").count() == 1 or visit.page.locator(".error-page").count() == 1
    assert "答复" not in visit.text("h1")


def test_a_body_does_not_see_the_cases_of_others(staff, city):
    visit = staff("handler3040")
    other = case_of_others(city, "fs-metro-bus")
    visit.open(f"/desk/cases/{other}", status=404)
    visit.look("case-of-others", other_language=False)


def test_desks_need_a_sign_in_and_lead_back(visitor):
    visit = visitor()
    page = visit.open("/desk/search")
    assert "/sign-in" in page.url
    visit.look("sign-in")
    page.fill("#account", "dispatcher1107")
    page.fill("#password", "demo-dispatcher")
    page.click("form:has(#account) button")
    page.wait_for_url("**/desk/search")


def test_a_desk_of_another_role_is_refused(staff):
    visit = staff("handler3040")
    visit.open("/desk/dispatch", status=403)
    visit.look("forbidden", other_language=False)


def test_a_session_ends_after_ten_minutes_without_use(staff, city):
    visit = staff("handler3058")
    city.stop()
    city.start(later="+9m")
    visit.open("/desk/worklist")
    assert "/desk/worklist" in visit.page.url
    # That was a sign of life; from there it is more than ten minutes. The page's own line is told so too.
    visit.expected_statuses.add(401)
    city.stop()
    city.start(later="+20m")
    visit.open("/desk/worklist")
    assert "/sign-in" in visit.page.url
    visit.look("sign-in-expired", other_language=False)
    city.stop()
    city.start()


def test_signing_out_closes_the_desk(staff):
    visit = staff("auditor8001")
    visit.page.click("form[action='/sign-out'] button")
    visit.open("/desk")
    assert "/sign-in" in visit.page.url


def test_an_account_is_locked_after_five_failures(visitor):
    visit = visitor()
    visit.expected_statuses |= {401, 403, 422, 429}
    page = visit.open("/sign-in")
    for attempt in range(5):
        page.fill("#account", "clerk5108")
        page.fill("#password", f"not-the-password-{attempt}")
        page.click("form:has(#account) button")
        if attempt == 0:
            assert "密码不对" in visit.text()
            visit.look("sign-in-wrong", other_language=False)
    assert "锁定" in visit.text()
    visit.look("sign-in-locked", other_language=False)
    # The right password does not help now.
    visit.sign_in("clerk5108", "demo-window-clerk")
    assert "锁定" in visit.text() and "/desk" not in page.url


def test_a_page_that_is_not_there(visitor):
    visit = visitor()
    page = visit.open("/nowhere/at/all", status=404)
    visit.look("not-found")
    assert "没有找到" in visit.text("h1")
    assert page.locator("a[href='/follow']").count() >= 1


def test_a_form_from_another_site_is_refused(visitor):
    visit = visitor()
    visit.expected_statuses.add(403)
    answer = visit.context.request.post(
        f"{visit.address}/sign-in", form={"account": "dispatcher1107", "password": "demo-dispatcher"},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"})
    assert answer.status == 403


def some_number(city):
    """The number of a request that is there."""
    return requests(city)[0]["number"]


def case_of_others(city, body):
    """A request that another body leads."""
    return next(row["number"] for row in requests(city) if row.get("lead") not in (None, body))
