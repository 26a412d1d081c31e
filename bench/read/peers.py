"""Reads files with other programs: `python peers.py FORMAT ROUNDS FILES…` writes a line of JSON, the seconds of each
round. Libraries of Python are measured without Python's start, programs with theirs, a process a file."""

import email
import email.policy
import gzip
import json
import mailbox
import subprocess
import sys
import time
import zipfile

import charset_normalizer
import trafilatura
from warcio.archiveiterator import ArchiveIterator


def page(content):
    return trafilatura.bare_extraction(content, with_metadata=True, include_comments=False)


def text(content):
    return str(charset_normalizer.from_bytes(content).best())


def letter(message):
    for part in message.walk():
        if part.get_content_maintype() == "text":
            part.get_content()


def letters(path):
    parse = lambda file: email.message_from_binary_file(file, policy=email.policy.default)
    for message in mailbox.mbox(path, factory=parse):
        letter(message)


def members(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            page(content) if name.endswith(".html") else text(content)


def crawl(path):
    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                page(record.content_stream().read())


def rows(path):
    with open(path, "rb") as file:
        for line in file:
            json.loads(line)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def program(*command):
    return lambda path: subprocess.run([part or path for part in command], stdout=subprocess.DEVNULL, check=True)


READ = {
    "text": lambda path: text(content(path)),
    "html": lambda path: page(content(path)),
    "markdown": program("pandoc", "-f", "markdown", "-t", "plain", None),
    "docx": program("pandoc", "-f", "docx", "-t", "plain", None),
    "pdf": program("pdftotext", "-enc", "UTF-8", None, "-"),
    "mail": lambda path: letter(email.message_from_bytes(content(path), policy=email.policy.default)),
    "mailbox": letters,
    "zip": members,
    "warc": crawl,
    "gzip": lambda path: text(gzip.decompress(content(path))),
    "jsonl": rows,
}

read, seconds = READ[sys.argv[1]], []
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    for path in sys.argv[3:]:
        read(path)
    seconds.append(time.perf_counter() - begun)
print(json.dumps(seconds))
