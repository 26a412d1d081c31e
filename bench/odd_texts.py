"""Prints texts that are hard to cut into words: JSONL {"id", "text"}.

Usage: python odd_texts.py MODEL_FOLDER COUNT
Every exception of the tokenizer stands in each of several surroundings; between them stand numbers with units,
addresses, citations of law, emoji, combining marks, letters of many scripts and unusual white space.
The texts are made up from parts, mean nothing, and are the same on every run.
"""

import json
import random
import sys
import unicodedata

import spacy

WORDS = """the court judge Ms Mr. jury said charged with two counts of fraud on May 3 2021 and was not
guilty Lee Ann Orton's she he they it's can't I A U.S. No. Inc. Ga. a.m. p.m. D.C. St. Dr. v. et al. i.e. e.g.
plea dropped dismissed LLC CEO 45-year-old twenty-one first-degree re-sentenced 18-month co-defendant""".split()

ODD = """$1,200.50 £3m €4.5bn 5km 10°C 12:30 3:45p.m. 50% 3.5% 1990s '90s 2021-10-21 10/21/2021 #12 @name 1st 22nd
www.orton.example/a?b=c&d=e https://court.example:8080/x_(y)#z ann.lee@orton.example ftp://orton.example file.txt
18-U.S.C.-§1343 §1343 §§12-14 No.4:21-cr-00017 2021CV1234 Cal.Penal Code§187(a) 42U.S.C.1983 F.3d U.S.v.Lee
... .. .... -- --- – — ~ * ** _ __ / // \\ | || <a> <b/> [1] [sic] {x} (a)(1) (i) "q" 'q' “q” ‘q’ «q» `q` ``q'' ''
:) :-( ;) <3 \\o/ ¯\\(ツ)/¯ 😀 👩‍⚖️ 🇺🇸 ✓ © ® ™ ½ ² ³ № ° ± × ÷ ≠ → • · … ‽ ¿qué? ¡no! x² m² H2O C++ C# .NET Node.js
e-mail and/or he/she AT&T R&D Q&A S.O.S. U.N. Ph.D. O'Brien d'Artagnan rock'n'roll o'clock y'all ma'am 'em 'cause
don'tcha won't've I'd've couldn't CAN'T DON’T It’s its' Jones' Jones’s the90s abc123 123abc A1 1a a1b2 word.Word
Word,word word;word word:word word?word word!word 1,000,000 1.000,00 1.2.3 1-2 1–2 -5 +5 +1-555-0100 (555)555-0100
naïve café Zürich Łódź Ångström İstanbul ΣΊΣΥΦΟΣ Москва 東京 서울 नमस्ते עברית العربية ไทย é a\u0301\u0308 ﬁne ǅ ª º
\u200bzero\u200bwidth soft\u00adhyphen \ufeffbom""".split()

SPACES = [" "] * 30 + ["  ", "\n", "\n\n", "\t", "\r\n", " \n ", "\u00a0", "\u2009", "\u3000", "\u2028", "\x1c", "\x85", "   \n"]

AROUND = ["{}", "({})", "“{},”", "{}.", "'{}'", "\"{}\"", "{}—", "-{}", "{}/x", "{}'s", "{}{}", "${}", "{}%", "{}...", "[{}]", "x{}", "{}!"]


def piece(rng, exception):
    """One exception in one surrounding, in one of its casings, with words beside it."""
    casing = rng.choice([str, str, str.upper, str.title, str.lower])
    held = casing(rng.choice(AROUND).replace("{}", exception))
    beside = [rng.choice(WORDS), held, rng.choice(WORDS), rng.choice(ODD)]
    if rng.random() < 0.05:
        beside.append("".join(rng.choice("abcdeXYZ09-.'") for _ in range(rng.choice([30, 99, 100, 101, 140]))))
    if rng.random() < 0.05:
        beside.append("".join(chr(rng.randrange(0x21, 0x3000)) for _ in range(6)))
    return "".join(part + rng.choice(SPACES) for part in beside)


def main():
    nlp, count = spacy.load(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(20230420)
    exceptions = sorted(nlp.tokenizer.rules)
    rng.shuffle(exceptions)
    for n in range(count):
        chosen = exceptions[n::count] * 2
        text = "".join(piece(rng, exception) for exception in chosen)
        # Code points that Python's tables do not know yet are a matter of versions, not of the analyzer.
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cn", "Cs"))
        print(json.dumps({"id": str(n), "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
