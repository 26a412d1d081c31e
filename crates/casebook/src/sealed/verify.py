#!/usr/bin/env python3
"""Checks a sealed export of a Factum casebook. Needs Python 3.8 or newer and nothing else; opens no network.

    python3 verify.py [FOLDER] [--checkpoint FILE] [--trust FILE]

FOLDER is where this program lies unless it is given. With --checkpoint the head is compared with a copy that was
kept elsewhere, with --trust it must be signed by that key; one of these alone can tell that nobody rewrote the whole.
Ends with 0 where all is as it was written.
"""
import base64
import hashlib
import json
import os
import re
import sys

sys.dont_write_bytecode = True
ORIGIN = "factum casebook"
KINDS = ("source", "document", "reading", "fact", "decision")
NAME = re.compile(r"(source|text)-([0-9a-f]{64})\Z")
OWN = ("README.txt", "checkpoint", "entries.jsonl", "signature.py", "verify.py")


def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:
    """The Merkle tree of RFC 6962, grown leaf by leaf; only its right edge is kept."""

    def __init__(self):
        self.size = 0
        self.edge = []

    def add(self, entry):
        node = sha256(b"\x00" + entry)
        rest = self.size
        while rest & 1:
            node = sha256(b"\x01" + self.edge.pop() + node)
            rest >>= 1
        self.edge.append(node)
        self.size += 1

    def root(self):
        if not self.edge:
            return sha256(b"")
        node = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            node = sha256(b"\x01" + left + node)
        return node


def checkpoint(text):
    """Size and root of a checkpoint, which must be written exactly as Factum writes it."""
    lines = text.split("\n")
    if ORIGIN not in lines:
        raise ValueError("no line says '%s'" % ORIGIN)
    size, root = lines[lines.index(ORIGIN) + 1:][:2]
    raw = base64.b64decode(root, validate=True)
    if len(raw) != 32 or base64.b64encode(raw).decode() != root or str(int(size)) != size:
        raise ValueError("size or root is not written as Factum writes it")
    return int(size), raw


class Check:
    def __init__(self, folder):
        self.folder = folder
        self.faults = []
        self.files = set()
        self.texts = {}
        self.readings = {}
        self.gone = []
        self.hidden = set()
        self.removals = {}
        self.counts = {"entries": 0, "facts": 0, "quotes": 0}

    def fault(self, what, why):
        self.faults.append("%s: %s" % (what, why))

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def named_files(self):
        """Texts and sources, each against the hash in its name; and nothing else lies in the folder."""
        for name in sorted(os.listdir(self.folder)):
            match = NAME.match(name)
            if match is None:
                if name not in OWN:
                    self.fault(name, "is no part of the export")
                continue
            data = self.read(name)
            if hashlib.sha256(data).hexdigest() != match.group(2):
                self.fault(name, "is not what its name is the hash of")
            self.files.add(name)
            if match.group(1) == "text":
                self.texts["sha256:" + match.group(2)] = data

    def entries(self):
        tree = Tree()
        known = set()
        lines = self.read("entries.jsonl").decode("utf-8").split("\n")
        if lines.pop() != "":
            self.fault("entries.jsonl", "does not end with a line end")
        for number, line in enumerate(lines, 1):
            what = "entry %d" % number
            try:
                entry = json.loads(line)
                if json.dumps(entry, separators=(",", ":"), ensure_ascii=False) != line:
                    raise ValueError("is not written as Factum writes it")
                self.entry(number, entry, tree, known)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                self.fault(what, "cannot be read: %s" % error)
        for name in sorted(self.files - known):
            self.fault(name, "belongs to no entry")
        return tree

    def entry(self, number, entry, tree, known):
        what = "entry %d" % number
        kind, digest = entry["kind"], entry["hash"]
        if set(entry) - {"seq", "kind", "hash"} not in (set(), {"removed"}, {"salt", "text"}):
            raise ValueError("has fields that do not belong there")
        if entry["seq"] != number or kind not in KINDS or not re.match(r"[0-9a-f]{64}\Z", digest):
            raise ValueError("wrong number, kind or hash")
        tree.add(("factum %s %s\n" % (kind, digest)).encode())
        self.counts["entries"] += 1
        if "text" not in entry:
            if "removed" in entry:
                self.gone.append((number, entry["removed"]))
            else:
                self.hidden.add(number)
            return
        if not re.match(r"[0-9a-f]{32}\Z", entry["salt"]):
            raise ValueError("its salt is not written as Factum writes it")
        text = entry["text"]
        if hashlib.sha256(bytes.fromhex(entry["salt"]) + text.encode()).hexdigest() != digest:
            self.fault(what, "its text is not what the hash stands over")
        value = json.loads(text)
        if value[0] != kind:
            self.fault(what, "is of another kind than it says")
        if kind == "source":
            self.source(what, value, known)
        elif kind == "reading":
            self.readings[number] = value[2]
            known.add("text-" + value[2].replace("sha256:", ""))
        elif kind == "fact":
            self.fact(what, value)
        elif kind == "decision":
            decision = json.loads(value[3])
            if decision["do"] == "remove":
                self.removals[number] = decision["removal"]["emptied"]

    def removed(self):
        """Each entry that says so was emptied by a decision that says so, too, unless that is withheld."""
        for number, by in self.gone:
            runs = self.removals.get(by, [[number, number]] if by in self.hidden else [])
            if not any(first <= number <= last for first, last in runs):
                self.fault("entry %d" % number, "no decision removed it")

    def source(self, what, value, known):
        name = "source-" + value[1].replace("sha256:", "")
        known.add(name)
        if name in self.files and os.path.getsize(os.path.join(self.folder, name)) != value[2]:
            self.fault(what, "its bytes have another length")

    def fact(self, what, value):
        _, _, reading, _, _, start, stop, quote, _ = value
        self.counts["facts"] += 1
        text = self.texts.get(self.readings.get(reading))
        if text is None:
            return
        self.counts["quotes"] += 1
        if text[start:stop] != quote.encode():
            self.fault(what, "its quote does not stand in its text")


def option(arguments, name):
    if name not in arguments:
        return None
    at = arguments.index(name)
    with open(arguments[at + 1], encoding="utf-8") as file:
        text = file.read()
    del arguments[at:at + 2]
    return text


def main(arguments):
    outside, key = option(arguments, "--checkpoint"), option(arguments, "--trust")
    folder = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    check = Check(folder)
    try:
        check.named_files()
        tree = check.entries()
        check.removed()
        head = check.read("checkpoint").decode("utf-8")
        size, root = checkpoint(head)
        if not re.match(ORIGIN + r"\n\d+\n[^\n]+\n(\n(\u2014 [^ \n]+ [^ \n]+\n)+)?\Z", head):
            check.fault("checkpoint", "is not written as Factum writes it")
        if key is not None:
            from signature import trusted  # it lies beside this program
            if not trusted(head, key):
                check.fault("checkpoint", "that key did not sign it")
        if (size, root) != (tree.size, tree.root()):
            check.fault("checkpoint", "the entries do not lead to it")
        if outside is not None and checkpoint(outside) != (size, root):
            check.fault("checkpoint", "is not the one that was kept elsewhere")
    except (OSError, ValueError) as error:
        check.fault(folder, str(error))
    for fault in check.faults:
        print(fault)
    check.counts.update(withheld=len(check.hidden), removed=len(check.gone))
    print("%(entries)d entries, %(withheld)d withheld, %(removed)d removed; %(facts)d facts, %(quotes)d quotes found "
          "in their texts" % check.counts)
    print("REFUSED: %d faults" % len(check.faults) if check.faults else "all is as it was written")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
