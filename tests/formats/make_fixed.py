"""What makes the files come out the same each time, and LibreOffice's part in making them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

_DATE = (2024, 3, 1, 9, 0, 0)
_STAMP = "2024-03-01T09:00:00"
_HTML = "html:HTML (StarWriter)"
_UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_IDS = (rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>)", rb"(/DocChecksum\s*/)([0-9A-Fa-f]+)()", rb"(/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<)([0-9A-Fa-f]+)(>)")
FILTERS = {"odt": "odt", "docx": "docx:MS Word 2007 XML", "html": _HTML, "pdf": _UNTAGGED, "tagged-pdf": _TAGGED}


def rezip(data: bytes, *, drop: tuple[str, ...] = ()) -> bytes:
    """A zip package with one date for all members, best packed, without the members whose names begin with one of `drop`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [n for n in old.namelist() if not n.startswith(drop or ("\0",))]
        for name in names:
            content = old.read(name)
            if name in ("meta.xml", "docProps/core.xml", "docProps/app.xml", "META-INF/manifest.xml", "settings.xml"):
                content = _scrubbed(content.decode(), drop).encode()
            if name == "content.xml":
                content = _renamed_lists(content.decode()).encode()
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = 0o600 << 16
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, content, compress_type=packed, compresslevel=9)
    return out.getvalue()


def _scrubbed(xml: str, drop: tuple[str, ...]) -> str:
    for name in drop:
        xml = re.sub(rf'\s*<manifest:file-entry[^>]*manifest:full-path="{re.escape(name)}[^>]*/>', "", xml)
    xml = re.sub(r"(<(?:dc:date|meta:creation-date|dcterms:\w+)\b[^>]*>)[^<]*(<)", rf"\g<1>{_STAMP}Z\2", xml)
    xml = re.sub(r"(<meta:editing-duration>)[^<]*", r"\g<1>PT0S", xml)
    return re.sub(r'(<config:config-item config:name="(?:Rsid|RsidRoot|PrinterName|PrinterSetup)"[^>]*>)[^<]*', r"\g<1>", xml)


def _renamed_lists(xml: str) -> str:
    """LibreOffice names lists by chance; here they are named in the order in which they come."""
    names = {name: f"list{at}" for at, name in enumerate(dict.fromkeys(re.findall(r'xml:id="(list\d+)"', xml)), start=1)}
    return re.sub(r'((?:xml:id|text:continue-list)=")(list\d+)"', lambda found: f'{found[1]}{names.get(found[2], found[2])}"', xml)


def fix_pdf(data: bytes) -> bytes:
    """A PDF with fixed dates and ids. Each replacement is as long as what it replaces, so that the table of offsets stays right."""
    data = re.sub(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})()", rb"\g<1>20240301090000\3", data)
    for pattern in _IDS:
        data = re.sub(pattern, lambda found: found[1] + b"0" * len(found[2]) + found[3], data)
    return data


def convert(paths: list[Path], kind: str, folder: Path, *, text: bool = False) -> None:
    """LibreOffice, without its window and with an empty profile, turns `paths` into `kind` (a key of FILTERS), below `folder`."""
    suffix = ".pdf" if kind.endswith("pdf") else f".{kind}"
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
        command += ["--infilter=Text (encoded):UTF8,LF,Liberation Sans,en-GB"] if text else []
        command += ["--convert-to", FILTERS[kind], "--outdir", f"{scratch}/out", *map(str, paths)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1709283600", "TZ": "UTC"}
        subprocess.run(command, check=True, env=environment, capture_output=True, timeout=600)
        for path in paths:
            made = Path(scratch, "out", f"{path.stem}{suffix}")
            (folder / made.name).write_bytes(_fixed(made))


def _fixed(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return fix_pdf(data)
    if path.suffix == ".html":
        html = re.sub(r'(<meta name="(?:created|changed)" content=")[^"]*', rf"\g<1>{_STAMP}", data.decode("utf-8"))
        return re.sub(r'\s*<meta name="generator"[^>]*/?>', "", html).encode()
    return rezip(data, drop=("Thumbnails/", "Configurations2/", "layout-cache"))
