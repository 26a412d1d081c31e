"""Prints what spaCy says of each text: JSONL {"id", "text"} in, one line of tokens and names out.

Usage: python spacy_dump.py MODEL_FOLDER < texts.jsonl
The form is that of crates/analyze/examples/dump.rs; `cargo xtask conformance` compares the two.
"""

import json
import sys

import spacy


def token(t):
    return {
        "text": t.text,
        "ws": bool(t.whitespace_),
        "idx": t.idx,
        "norm": t.norm_,
        "tag": t.tag_,
        "pos": t.pos_,
        "morph": str(t.morph),
        "lemma": t.lemma_,
        "dep": t.dep_,
        "head": t.head.i,
        "sent_start": bool(t.is_sent_start),
    }


def main():
    nlp = spacy.load(sys.argv[1])
    for line in sys.stdin:
        source = json.loads(line)
        doc = nlp(source["text"])  # one by one, as the comparison is with one sequence a text
        names = [[e.start, e.end, e.label_] for e in doc.ents]
        said = {"id": source["id"], "tokens": [token(t) for t in doc], "ents": names}
        print(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    main()
