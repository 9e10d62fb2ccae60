"""Pictures and files: a resident adds them, the desks see them, and what is none is refused without losing the form."""

import base64
import pathlib
import struct

import pytest
from playwright.sync_api import expect

from api import command, requests

PLACE = b"GPS 23.0215N 113.1214E"


@pytest.fixture(scope="module")
def files(browser, tmp_path_factory):
    """A photograph that Chromium draws, with EXIF put into it as phones do; and what only looks like one."""
    page = browser.new_page()
    data = page.evaluate(
        """() => { const c = document.createElement('canvas'); c.width = 640; c.height = 480;
        const x = c.getContext('2d'); x.fillStyle = '#0E4A5B'; x.fillRect(0, 0, 640, 480);
        x.fillStyle = '#C05A2B'; x.fillRect(0, 0, 640, 160); return c.toDataURL('image/jpeg').split(',')[1]; }""")
    page.close()
    picture = base64.b64decode(data)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0" + PLACE
    photo = picture[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + picture[2:]
    folder = tmp_path_factory.mktemp("files")
    made = {
        "现场照片.jpg": photo, "disguised.jpg": b"<html><script>alert(1)</script></html>", "empty.jpg": b"",
        "huge.jpg": photo + bytes(11 << 20),
        "通知.pdf": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n",
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}


def fill(form, title):
    form.locator("[data-column=district] label", has_text="南海区").first.click()
    form.locator("[data-column=town] label", has_text="桂城街道").first.click()
    form.locator("label.choice-card", has=form.locator("input[name=kind][value=complaint]")).click()
    form.fill("#title", title)
    form.fill("#text", "海八路工地每晚十一点以后还在打桩，照片是昨晚十二点拍的。")
    form.locator("label.choice-card", has=form.locator("input[name=who][value=open]")).click()
    form.fill("#name", "区小姐")
    form.fill("#phone", "13812345678")


@pytest.mark.story
class TestFiles:
    def test_what_cannot_be_taken_is_said_before_it_is_sent(self, visitor, files):
        visit = visitor()
        page = visit.open("/ask")
        fill(page, "夜间施工有照片")
        page.set_input_files("#files", files["huge.jpg"])
        expect(page.locator("[data-chosen]")).to_contain_text("太大了")
        page.locator("[data-chosen] button").click()
        expect(page.locator("[data-chosen]")).to_be_hidden()
        page.set_input_files("#files", [files["现场照片.jpg"]])
        page.set_input_files("#files", [files["通知.pdf"], files["现场照片.jpg"]])
        expect(page.locator("[data-chosen] li")).to_have_count(2)
        visit.look("ask-with-files", other_language=False)

    def test_a_disguised_file_is_refused_and_the_rest_stays(self, visitor, files):
        visit = visitor()
        visit.expected_statuses.add(422)
        page = visit.open("/ask")
        fill(page, "夜间施工有照片")
        page.set_input_files("#files", [files["现场照片.jpg"], files["disguised.jpg"]])
        page.click("[data-submit]")
        expect(page.locator(".error-summary")).to_contain_text("disguised.jpg")
        assert page.input_value("#title") == "夜间施工有照片" and page.input_value("#phone") == "13812345678"
        # With script the chosen files are still there; one is taken away, and the form goes off.
        expect(page.locator("[data-chosen] li")).to_have_count(2)
        visit.look("ask-refused-file", other_language=False)
        page.locator("[data-chosen] li", has_text="disguised.jpg").locator("button").click()
        page.click("[data-submit]")
        page.wait_for_url("**/ask/done**")
        number = page.locator(".ticket dd").first.inner_text().strip()
        page.click(f"a[href='/follow/{number}']")
        expect(page.locator(".attachments li")).to_have_count(1)
        expect(page.locator(".attachments")).to_contain_text("现场照片.jpg")
        picture = page.locator(".attachments img")
        # It is shown upright: the orientation came through, the place did not.
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 480
        kept = visit.context.request.get(visit.address + picture.get_attribute("src"))
        assert kept.body().startswith(b"\xff\xd8") and PLACE not in kept.body()
        visit.look("follow-with-files")

        page.click("summary:has-text('补充照片或文件')")
        page.set_input_files("#files", files["通知.pdf"])
        page.click(".confirm-box button:has-text('上传')")
        expect(page.locator(".attachments li")).to_have_count(2)
        assert "您附上了文件" in visit.text()
        TestFiles.number = number

    def test_the_body_sees_it_and_adds_its_own(self, staff, city, files):
        number = TestFiles.number
        command(city, city.token("dispatcher1107"), f"/requests/{number}/dispatch", {"lead": "440605-housing"})
        visit = staff("handler3012")
        page = visit.open(f"/desk/cases/{number}")
        expect(page.locator(".attachments li")).to_have_count(2)
        page.keyboard.press("f")
        page.set_input_files("#files", files["现场照片.jpg"])
        visit.look("case-adding-files", other_language=False)
        page.click("button:has-text('上传')")
        expect(page.locator(".attachments li")).to_have_count(3)
        expect(page.locator(".attachments")).to_contain_text("内部")
        visit.look("case-with-files")

    def test_what_is_internal_does_not_reach_the_person(self, city):
        found = next(item for item in requests(city) if item["number"] == TestFiles.number)
        assert found["version"] >= 5

    def test_everything_still_fits_the_journal(self, city):
        # Two: the photograph was added twice, for different readers, and is kept once.
        assert "and 2 files read" in city.command("verify").stdout


def test_without_script_files_go_with_the_last_step(visitor, files):
    visit = visitor(script=False)
    page = visit.open("/ask?kind=help")
    page.check("input[name=district] >> nth=0")
    page.click("button[value=places] >> nth=0")
    page.check("input[name=town] >> nth=0")
    page.fill("#title", "没有脚本也能传照片")
    page.fill("#text", "路灯坏了一个多星期，晚上看不清路，附上照片。")
    page.check("input[name=who][value=anonymous]")
    page.set_input_files("#files", files["现场照片.jpg"])
    page.click("button[value=review]")
    assert "刚才选的文件没有保存" in visit.text()
    page.set_input_files("#files", files["现场照片.jpg"])
    page.click("[data-submit]")
    page.wait_for_url("**/ask/done**")
    number = page.locator(".ticket dd").first.inner_text().strip()
    page.click(f"a[href='/follow/{number}']")
    assert "现场照片.jpg" in visit.text()
