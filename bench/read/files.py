"""Makes the files that `cargo xtask bench read` reads, of the repository's own texts and pages:
`python files.py ROOT FOLDER`. The same bytes each time, but for what the libraries put in."""

import email.message
import email.policy
import gzip
import io
import json
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT, OUT = Path(sys.argv[1]), Path(sys.argv[2])
TEXTS = sorted((ROOT / "examples").glob("*/*.txt"))
PAGES = sorted((ROOT / "bench/pages").glob("*.html"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(path):
    content = path.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252")


def put(kind, name, content):
    folder = OUT / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def paragraphs(text):
    return [part for part in text.split("\n\n") if part.strip()]


def word_file(text):
    """A Word file as Word writes it: a run every few words, with its properties."""
    body = []
    for paragraph in paragraphs(text):
        words, runs = paragraph.split(), []
        for at in range(0, len(words), 7):
            run = escape(" ".join(words[at : at + 7]) + " ")
            look = '<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="24"/></w:rPr>'
            runs.append(f'<w:r w:rsidR="00A1{at:04X}">{look}<w:t xml:space="preserve">{run}</w:t></w:r>')
        body.append('<w:p w:rsidR="00B20000"><w:pPr><w:jc w:val="both"/></w:pPr>' + "".join(runs) + "</w:p>")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", relations)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>")
    return out.getvalue()


def message(number, text):
    """A letter in two forms, with the text once more as an attachment."""
    letter = email.message.EmailMessage(policy=email.policy.SMTP)
    letter["From"], letter["To"] = "Clerk <clerk@court.example>", "desk@paper.example"
    letter["Subject"] = f"Filing {number}"
    letter["Date"] = "Fri, 05 May 2023 10:00:00 +0000"
    letter.set_content(text, cte="quoted-printable")
    letter.add_alternative("".join(f"<p>{escape(part)}</p>" for part in paragraphs(text)), subtype="html")
    letter.add_attachment(text.encode(), maintype="text", subtype="plain", filename=f"{number}.txt")
    letter.set_boundary("outer")
    return letter.as_bytes()


texts = [read(path) for path in TEXTS]
for path, text in zip(TEXTS, texts):
    put("text", path.name, text.encode())
    put("markdown", path.stem + ".md", text.encode())
put("text", "long.txt", "\n\n".join(texts * 4).encode())
for number, text in enumerate(texts):
    put("mail", f"{number}.eml", message(number, text))
    put("docx", f"{number}.docx", word_file(text))
put("docx", "long.docx", word_file("\n\n".join(texts * 4)))
box = b"".join(b"From clerk@court.example Fri May  5 10:00:00 2023\n" + message(n, t).replace(b"\r\n", b"\n") + b"\n" for n, t in enumerate(texts * 3))
put("mailbox", "box.mbox", box)
rows = [{"id": str(n), "published": "2023-05-05", "title": "Filing", "text": t} for n, t in enumerate(texts * 5)]
put("jsonl", "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows).encode())
put("gzip", "long.txt.gz", gzip.compress("\n\n".join(texts * 4).encode(), mtime=0))
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
    for path in TEXTS + PAGES:
        members.writestr(zipfile.ZipInfo(path.name, (2023, 5, 5, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)
put("zip", "case.zip", archive.getvalue())
crawl = io.BytesIO()
writer = WARCWriter(crawl, gzip=True)
for path in PAGES * 3:
    status = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    record = writer.create_warc_record(f"https://paper.example/{path.name}", "response", io.BytesIO(path.read_bytes()), http_headers=status)
    writer.write_record(record)
put("warc", "crawl.warc.gz", crawl.getvalue())
