"""A city with two weeks behind it, its server, and a Chromium; pytest does the rest.

    python3 -m pytest Tests/EndToEnd            needs .build/debug/onedoor (or ONEDOOR=path/to/onedoor)
    ONEDOOR_SHOTS=shots python3 -m pytest …     leaves a picture of every page at three widths, in both languages
"""

import os
import pathlib
import shutil
import sys
import tempfile

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from city_server import CityServer  # noqa: E402
from visitor import Visitor  # noqa: E402


class PageFault(AssertionError):
    """A page that can be used, but is not as it should be."""


@pytest.fixture(scope="session")
def city():
    """The running server."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="onedoor-end-to-end-"))
    onedoor = os.environ.get("ONEDOOR", ROOT / ".build/debug/onedoor")
    server = CityServer(onedoor, folder / "data", log=folder / "server.log")
    server.make_demonstration(days=15, per_day=40)
    server.start()
    yield server
    try:
        assert server.stop() == 0, "the server did not end as it should"
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


FINDINGS = []


@pytest.fixture
def visitor(city, browser):
    """Makes visitors: `visitor()`, `visitor("en", script=False)`."""
    made = []

    def make(language="zh-Hans", script=True):
        made.append(Visitor(browser, city.address, FINDINGS, language, script))
        return made[-1]

    yield make
    for visit in made:
        visit.close()


@pytest.fixture
def staff(visitor):
    """Makes signed-in members of staff: `staff("dispatcher1107")`."""
    passwords = dict(sample_accounts())

    def make(account, language="zh-Hans"):
        visit = visitor(language)
        visit.sign_in(account, passwords[account])
        visit.page.wait_for_url("**/desk**")
        return visit

    return make


def sample_accounts():
    """Name and password of each sample account of the city."""
    account = None
    for line in (ROOT / "Cities/foshan/accounts.yml").read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if key == "id":
            account = value
        if key == "password":
            yield account, value


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """What was found on the pages of a test counts against it."""
    FINDINGS.clear()
    result = yield
    if FINDINGS:
        raise PageFault("\n".join(dict.fromkeys(FINDINGS)))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and call.excinfo and not call.excinfo.errisinstance(PageFault):
        item.parent.step_that_failed = item.name
    return report


def pytest_runtest_setup(item):
    """A story that broke off is not told further."""
    if item.get_closest_marker("story") and getattr(item.parent, "step_that_failed", None):
        pytest.skip(f"the step before failed: {item.parent.step_that_failed}")


def pytest_configure(config):
    config.addinivalue_line("markers", "story: the tests of the class are steps, each after the one before")


def pytest_unconfigure(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        count = {name: len(reporter.stats.get(name, [])) for name in ("passed", "failed", "error", "skipped")}
        skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
        print(f"\n{count['passed']} passed, {count['failed'] + count['error']} failed{skipped}")
