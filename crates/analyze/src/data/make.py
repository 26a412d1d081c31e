"""Writes the tables beside it: `python make.py SPACY_STATIC_TABLES.json` under Python 3.11 (Unicode 14).

`symbols.txt`    the names that spaCy numbers instead of hashing, with their numbers (spacy/symbols.pyx)
`base_norms.txt` norms of quotes, dashes and currencies (spacy/lang/norm_exceptions.py)
`ranges.rs`      Python's str.isalpha, str.isdigit and str.isdecimal as ranges of code points
"""
import json, sys
from pathlib import Path

HERE = Path(__file__).parent
tables = json.loads(Path(sys.argv[1]).read_text())
(HERE / "symbols.txt").write_text("".join(f"{k}\t{v}\n" for k, v in tables["symbols"].items() if k))
(HERE / "base_norms.txt").write_text("".join(f"{k}\t{v}\n" for k, v in tables["base_norms"].items()))


def ranges(predicate):
    found, start = [], None
    for code in range(0x110001):
        inside = code < 0x110000 and not 0xD800 <= code < 0xE000 and predicate(chr(code))
        if inside and start is None:
            start = code
        if not inside and start is not None:
            found.append((start, code - 1))
            start = None
    return found


out = ["//! Python 3.11's string predicates (Unicode 14) as ranges; made by `make.py`, not by hand.\n"]
for name, about, predicate in (
    ("ALPHA", "`str.isalpha`: general categories L*.", str.isalpha),
    ("DIGIT", "`str.isdigit`: Numeric_Type Decimal or Digit.", str.isdigit),
    ("DECIMAL", "`str.isdecimal`: general category Nd; what `\\\\d` matches.".replace("\\\\", "\\"), str.isdecimal),
    ("ALNUM", "`str.isalnum`: with `_`, what `\\w` matches.", str.isalnum),
):
    found = ranges(predicate)
    out.append(f"\n/// {about}\n#[rustfmt::skip]\npub(crate) const {name}: [(u32, u32); {len(found)}] = [\n")
    for at in range(0, len(found), 6):
        out.append("    " + " ".join(f"({a:#x}, {b:#x})," for a, b in found[at : at + 6]) + "\n")
    out.append("];\n")
(HERE / "ranges.rs").write_text("".join(out))
