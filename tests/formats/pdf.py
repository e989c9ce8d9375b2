"""Small PDF files written by hand, so that a test says where each word and line stands. Places are points from the lower left."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)
_FONTS = {"": "Helvetica", "bold": "Helvetica-Bold"}


@dataclass(frozen=True, slots=True)
class At:
    """Words that begin at a place, in a size and weight."""

    x: float
    y: float
    text: str
    size: float = 11
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A small black square, as browsers draw a bullet."""

    x: float
    y: float
    size: float = 3.0


def pdf(*pages: Sequence[At | Rule | Dot], picture: bool = False, unmapped: bool = False) -> bytes:
    """The bytes of a PDF with these pages; with `picture`, each page shows one as well.

    With `unmapped`, the fonts do not say which characters their glyphs are.
    """
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    fonts = []
    for name in _FONTS.values():
        plain = f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode()
        objects += _unmapped_font(len(objects)) if unmapped else [plain]
        fonts.append(len(objects))
    objects.append(_stream(b"\x80" * 16, "/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8"))
    image = len(objects)
    kids = []
    for page in pages:
        objects.append(_stream(_content(page, picture=picture, unmapped=unmapped)))
        resources = f"<</Font<</F0 {fonts[0]} 0 R/F1 {fonts[1]} 0 R>>/XObject<</I {image} 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Contents {len(objects)} 0 R/Resources{resources}>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file(objects)


def _unmapped_font(before: int) -> list[bytes]:
    """A composite font of glyph numbers alone, without a table of their characters; the font itself comes last."""
    own = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    inner = f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Unknown{own}/DW 500>>"
    outer = f"<</Type/Font/Subtype/Type0/BaseFont/Unknown/Encoding/Identity-H/DescendantFonts[{before + 1} 0 R]>>"
    return [inner.encode(), outer.encode()]


def _content(page: Sequence[At | Rule | Dot], *, picture: bool, unmapped: bool) -> bytes:
    out = ["q 200 0 0 200 100 400 cm /I Do Q"] if picture else []
    for one in page:
        if isinstance(one, Rule):
            out.append(f"0.5 w {one.x0} {one.y0} m {one.x1} {one.y1} l S")
        elif isinstance(one, Dot):
            out.append(f"{one.x} {one.y} {one.size} {one.size} re f")
        else:
            text = one.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            font = list(_FONTS).index(one.weight)
            glyphs = "".join(f"{ord(c) + 0x0300:04X}" for c in one.text)
            shown = f"<{glyphs}>" if unmapped else f"({text})"
            out.append(f"BT /F{font} {one.size} Tf {one.x} {one.y} Td {shown} Tj ET")
    return "\n".join(out).encode("cp1252")


def _stream(data: bytes, head: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<<{head}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for at, data in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{at} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def paragraph(x: float, y: float, *lines: str, leading: float = 13.5, weight: str = "", size: float = 11) -> list[At]:
    """Lines under each other."""
    return [At(x, y - leading * at, text, size, weight) for at, text in enumerate(lines)]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The ruled lines of a table with these edges."""
    return [*(Rule(x, min(ys), x, max(ys)) for x in xs), *(Rule(min(xs), y, max(xs), y) for y in ys)]


# "Social Media Code" and "Members must be civil.", locked with AES-256 against changes: all may read it. Packed, since its keys are random.
LOCKED = zlib.decompress(
    base64.b64decode(
        "eNqdVU1oXFUUxo2Lh+2iBFREuJvsbN/9f/fCEE1mMjZomZjRVI1Z3N/JKzPvDW9ekqYiCqLQoJvSlVRBBBcubd0UqaILpVKEiFQoGn9WFhHdSVfeN5OfwREp"
        "vnmLc8875zvfPX8zvdhoHkcnSDT98y9ffxMhAEGuz0S1WhQ/vdV3IK6rUnXzThQvqo4bABwMlqKZmchltjLEEw5Duyiu5+tZCVAUP5HaAVgBpHIEq2Ou5F9d"
        "q0CFC66jSPEpZ1M1l58NEDD8mGRAUByAQoSsDIYDQEeWS26QrxcmkKwQm+HrSAhOI4MmAnyffvxsS59xZmSyAJJ9/ejdY0jHGDbTbukKEDe7qnQNZ3IbqD7p"
        "sk65BhDCldegLJzqRRtTZvX85T+euvLDh/ize66+de2RRzdvrO/89eLb+J3tj93t+764/011Z5c8eOnb7U8vvH7kDvxu4/qR1Vfh75eOvvLYw5sn3j+3e/m9"
        "5fTPD5rXlq581Hsu/f78y1PpdffTlyd3HrK3O7O7zQdWpo51Pr918Y13269VbPdC7/FmE5mtshHF7XVdDo+VMpRmTg3cME/xSdfdcGVqVBTPZ+FuadYB8ek0"
        "m80G6b5iLDH8/wc4Ppd37d1FSSai7BVtLNBCb9gzp1Mb6kCjECftrJWVVM+7edHuKxOsGm4jNe7xQm0FTmk5WHRFPe/186xqNPHfxSXjtf3xt/rNlZc2WXT1"
        "q+e3V+p059djR+XNG5+8MLN04d7GxcFkLcTYJZYBC20K+AE2ZkFeBBRLKnmCJT6k0i5VZlURUtUCNaOFF9BjJZwmSjEOOUcSSaGVIoIjJAISsglhnlBDMEcs"
        "QQRpjZ303BKCHOHEWcElpdA4I7FR1luEhdSOsTAPz4Aa00YgBDERCZSMyCAzxC2jiioklOWOecE418pASo1C3nnGqElQoqFVXjGsIcU08LDCSqcl4Yz6AGAQ"
        "TwwPUerN4cC1S7snza6Xa/MbVRniRm5afZdVRqdAPDvfXib/KEI1t+2y1wQjgOpQHB5a86BGmeXeQiecUDgh2llFBbeWC0s5RBZrgTCmImGKSMiY8YhQzhh2"
        "IStQ+yoRAYZbpZT20DuuheNeEGtkYhCFEnFiw+0cR5x6bR1mzCmWGMINwiwRUipBAkxosV7YRDShlNrgrZiRVkMtKUMaQsIDVWbw+Lo5WzgfQSAjePCAwI0w"
        "4MGBDoXhHn7JDnWcTugQJhM6LCZ9KZcTulDiCR3nYkIn+BheWai064phn7fTcy5cI17K8/AXMFq+C42wwWuSKQ8dtdpbzYixMBFESZ3gRHGGEZ25G5PV4foo"
        "tvphdvf39qBURTlMIKIYRtPT861m9De4Tf8L"
    )
)
