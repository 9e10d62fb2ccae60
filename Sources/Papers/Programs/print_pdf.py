"""HTML on standard input becomes PDF on standard output, by WeasyPrint.

Nothing but what stands in the page is used: every address but those that carry their own content is refused.
Ends with status 69 where WeasyPrint is not installed.
"""

import ctypes
import inspect
import io
import logging
import sys

try:
    import weasyprint
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(69)


def refuse(address):
    if address.startswith("data:"):
        return weasyprint.default_url_fetcher(address)
    raise ValueError("a report has nothing to fetch: " + address[:80])


def subset(content, index, glyphs):
    """The font with only these glyphs, their numbers kept, by HarfBuzz.

    WeasyPrint before version 63 asks fontTools, which takes seconds and hundreds of megabytes for a Chinese font.
    `None` where HarfBuzz has no such font.
    """
    lib = subset.library
    blob = lib.hb_blob_create(content, len(content), 0, None, None)
    face = lib.hb_face_create(blob, index)
    wanted = lib.hb_subset_input_create_or_fail()
    for glyph in glyphs:
        lib.hb_set_add(lib.hb_subset_input_glyph_set(wanted), glyph)
    dropped = lib.hb_subset_input_set(wanted, 3)
    for table in (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG "):
        lib.hb_set_add(dropped, int.from_bytes(table, "big"))
    # No hints, glyphs keep their numbers, no subroutines.
    lib.hb_subset_input_set_flags(wanted, 1 | 2 | 4)
    small = lib.hb_subset_or_fail(face, wanted)
    result = None
    if small:
        length = ctypes.c_uint()
        made = lib.hb_face_reference_blob(small)
        data = lib.hb_blob_get_data(made, ctypes.byref(length))
        result = ctypes.string_at(data, length.value) if length.value else None
        lib.hb_blob_destroy(made)
        lib.hb_face_destroy(small)
    lib.hb_subset_input_destroy(wanted)
    lib.hb_face_destroy(face)
    lib.hb_blob_destroy(blob)
    return result


def open_harfbuzz():
    """HarfBuzz with the types of what is called of it."""
    lib = ctypes.CDLL("libharfbuzz-subset.so.0")
    handle, number = ctypes.c_void_p, ctypes.c_uint
    for name, result, arguments in (
        ("hb_blob_create", handle, (ctypes.c_char_p, number, ctypes.c_int, handle, handle)),
        ("hb_blob_get_data", handle, (handle, ctypes.POINTER(number))),
        ("hb_blob_destroy", None, (handle,)),
        ("hb_face_create", handle, (handle, number)),
        ("hb_face_reference_blob", handle, (handle,)),
        ("hb_face_destroy", None, (handle,)),
        ("hb_set_add", None, (handle, number)),
        ("hb_subset_input_create_or_fail", handle, ()),
        ("hb_subset_input_destroy", None, (handle,)),
        ("hb_subset_input_glyph_set", handle, (handle,)),
        ("hb_subset_input_set", handle, (handle, ctypes.c_int)),
        ("hb_subset_input_set_flags", None, (handle, number)),
        ("hb_subset_or_fail", handle, (handle, handle)),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


def subset_quickly():
    """Lets WeasyPrint of Debian 12 (57) and its neighbours use HarfBuzz; leaves others and odd fonts as they are."""
    try:
        from fontTools.ttLib import TTFont
        from weasyprint.pdf.stream import Font

        subset.library = open_harfbuzz()
        clean = Font.clean
        if clean.__code__.co_varnames[:2] != ("self", "cmap"):
            return
    except (ImportError, OSError, AttributeError):
        return

    def quick(self, cmap, *rest):
        plain = self.ttfont is not None and cmap and "fvar" not in self.ttfont and not self.png and not self.svg
        small = subset(self.file_content, self.index, cmap) if plain else None
        if small is None:
            clean(self, cmap, *rest)
        else:
            self.file_content = small
            self.ttfont = TTFont(io.BytesIO(small))

    Font.clean = quick


def tagged():
    """What asks this version for a tagged file (PDF/UA), which screen readers can follow; the oldest cannot."""
    parameters = inspect.signature(weasyprint.HTML.write_pdf).parameters
    if "variant" in parameters:
        return {"variant": "pdf/ua-1"}
    if any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
        return {"pdf_variant": "pdf/ua-1"}
    return {}


logging.getLogger("weasyprint").setLevel(logging.ERROR)
subset_quickly()
page = weasyprint.HTML(file_obj=sys.stdin.buffer, encoding="utf-8", base_url="about:blank", url_fetcher=refuse)
page.write_pdf(sys.stdout.buffer, **tagged())
