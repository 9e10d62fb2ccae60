"""The portal in English, with JavaScript switched off: asking, following, rating."""

import pytest

from api import command

TITLE = "Street lamp out at the bus stop"
TEXT = "The lamp beside the bus stop has been dark for a week and the kerb cannot be seen at night."


class Story:
    number = code = ""


@pytest.mark.story
class TestWithoutScript:
    def test_asking_step_by_step(self, visitor):
        visit = visitor("en", script=False)
        page = visit.open("/")
        assert page.locator("html").get_attribute("lang") == "en"
        page.click(".site-nav >> text=Make a request")
        page.locator("[data-column=district] label", has_text="Nanhai").click()
        page.click("button[value=places]")
        page.locator("[data-column=town] label", has_text="Guicheng").click()
        page.click("button[value=places]")
        page.locator("[data-column=village] label").nth(2).click()
        # Nothing else is filled in yet: every fault is named, and what was chosen is still there.
        visit.expected_statuses.add(422)
        page.click("button[value=review]")
        assert page.locator(".error-summary li").count() >= 3
        assert page.locator("[data-column=town] input:checked").count() == 1
        visit.look("ask-faults-without-script", other_language=False)
        page.locator("label.choice-card", has=page.locator("input[name=kind][value=help]")).click()
        page.fill("#title", TITLE)
        page.fill("#text", TEXT)
        page.locator("label.choice-card", has=page.locator("input[name=who][value=protected]")).click()
        page.fill("#name", "Kate")
        page.fill("#phone", "138 1234 5678")
        page.click("button[value=review]")
        assert TITLE in visit.text(".review")
        visit.look("ask-review-without-script", other_language=False)
        page.click("button[value=submit]")
        assert "/ask/done" in page.url
        Story.number, Story.code = (part.inner_text().strip() for part in page.locator(".ticket dd").all())
        visit.look("done-without-script", other_language=False)

    def test_following_and_rating(self, visitor, city):
        dispatcher, handler = city.token("dispatcher1107"), city.token("handler3025")
        case = f"/requests/{Story.number}"
        command(city, dispatcher, f"{case}/dispatch", {"lead": "440605011-urban-management"})
        command(city, handler, f"{case}/sign", {})
        command(city, handler, f"{case}/close", {"reply": "The lamp was replaced this morning."})
        visit = visitor("en", script=False)
        page = visit.open("/follow")
        page.fill("#number", Story.number)
        page.fill("#code", Story.code)
        page.click("main form button")
        assert "The lamp was replaced this morning." in visit.text()
        visit.look("follow-to-rate")
        page.locator("label.choice-card", has=page.locator("input[name=solved][value=yes]")).click()
        page.locator("label.choice-card", has=page.locator("input[name=satisfaction]")).nth(1).click()
        page.fill("#comment", "Quick work.")
        page.click(".rate button")
        assert "Your rating" in visit.text() and "Quick work." in visit.text()
        visit.look("follow-rated")

    def test_the_protected_person_is_not_shown_to_the_body(self, staff):
        visit = staff("handler3025", "en")
        visit.open(f"/desk/cases/{Story.number}")
        text = visit.text()
        assert "Kate" not in text and "1234" not in text and "Protected" in text
