"""Somebody before a browser, and somebody beside them who looks at every page with a critical eye."""

import os
import pathlib
import re

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (390, 1024, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = os.environ.get("ONEDOOR_SHOTS")


class Visitor:
    """A browser of one's own: cookies, one page, and what went wrong on it.

    `findings` is the list that all visitors of a run share.
    """

    def __init__(self, browser, address, findings, language="zh-Hans", script=True):
        self.address = address
        self.language = language
        self.findings = findings
        self.context = browser.new_context(
            locale="zh-CN" if language == "zh-Hans" else "en-GB", timezone_id="Asia/Shanghai",
            viewport={"width": 1440, "height": 900}, java_script_enabled=script)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        # axe is a script itself: where scripts are off, it judges a copy of the page in a browser that has them.
        self.copies = None if script else browser.new_context(locale="en-GB").new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)
        self.expected_statuses = set()

    def close(self):
        self.context.close()
        if self.copies:
            self.copies.context.close()

    # Getting about

    def open(self, path, status=200):
        """Opens an address of the site, which has to answer with `status`."""
        self.expected_statuses.add(status)
        answer = self.page.goto(self.address + path)
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        return self.page

    def sign_in(self, account, password):
        page = self.open("/sign-in")
        page.fill("#account", account)
        page.fill("#password", password)
        page.click("form:has(#account) button")
        return page

    def text(self, selector="main"):
        """What stands in a part of the page, white space folded."""
        return re.sub(r"\s+", " ", self.page.locator(selector).first.inner_text()).strip()

    # Looking

    def look(self, name, other_language=True):
        """Judges the page at three widths: accessible, nothing to scroll sideways, in the right language.

        With `other_language` the page is opened again in the other one and judged too; not for pages that a form
        made, which would be sent again.
        """
        self._judge(name, self.language)
        if not other_language:
            return
        other = "en" if self.language == "zh-Hans" else "zh-Hans"
        self._speak(other)
        self._judge(name, other)
        self._speak(self.language)

    def _speak(self, language):
        self.context.add_cookies([{"name": "lang", "value": language, "url": self.address}])
        self.page.reload()

    def _copy(self):
        """The page as it stands, without its scripts, under its own address."""
        html = re.sub(r"<script.*?</script>", "", self.page.content(), flags=re.S)
        self.copies.unroute_all()
        self.copies.route(self.page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
        self.copies.goto(self.page.url)
        return self.copies

    def _judge(self, name, language):
        page = self._copy() if self.copies else self.page
        shown = page.locator("html").get_attribute("lang")
        if shown != language:
            self._note(f"{name}: the page is in {shown}, not {language}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self._note(f"{name} ({language}): {wide} px to scroll sideways at {width}: {widest(page)}")
            if width != 1024:
                self._run_axe(page, name, language, width)
            if SHOTS:
                folder = pathlib.Path(SHOTS)
                folder.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=folder / f"{name}-{language}-{width}.png", full_page=True)

    def _run_axe(self, page, name, language, width):
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        for violation in result.response["violations"]:
            for node in violation["nodes"][:3]:
                why = " ".join((node.get("failureSummary") or "").split())
                self._note(f"{name} ({language}, {width}): axe {violation['id']}: {node['html'][:160]} [{why}]")

    # What the browser complains of

    def _note(self, what):
        self.findings.append(f"{self.page.url.removeprefix(self.address)}: {what}")

    def _console(self, message):
        if message.type in ("error", "warning"):
            # The browser's own line for an answer that the check asked for.
            if "Failed to load resource" in message.text and any(
                    str(status) in message.text for status in self.expected_statuses):
                return
            if self._is_line_that_is_down(message.location.get("url", ""), message.text):
                return
            self._note(f"console {message.type}: {message.text}")

    @staticmethod
    def _is_line_that_is_down(url, failure):
        """A page that renews by itself tries again, also while a check has stopped the server."""
        return "/desk/live" in url and "ERR_CONNECTION_REFUSED" in failure

    def _failed(self, request):
        # Leaving a page ends what it was still loading.
        if request.failure != "net::ERR_ABORTED" and not self._is_line_that_is_down(request.url, request.failure):
            self._note(f"{request.url} failed: {request.failure}")

    def _response(self, response):
        if response.status >= 400 and response.status not in self.expected_statuses:
            self._note(f"{response.url} answered {response.status}")


def widest(page):
    """The first elements that reach beyond the right edge."""
    return page.evaluate(
        """() => Array.from(document.body.querySelectorAll('*'))
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
            .slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ')""")
