"""Writes `texts.jsonl` and `expected.tsv`: what spaCy says of our own texts.

    python make.py MODEL_DIR      (Python 3.11, spaCy 3.8, the unpacked directory of en_core_web_md 3.8)

The names and events are invented. A text stands here for each trap of the engine; the last one is all of
them in a row, so that a sequence longer than one window of the encoder is there too.
"""

import json
import sys
from pathlib import Path

import spacy

TEXTS = {
    # how charges move
    "charged": "Mara Ellsworth, 43, was charged with involuntary manslaughter on March 3, 2021.",
    "dropped": "The charges against Odile Venn have been dropped, prosecutors in Harrow County said Tuesday.",
    "dismissed": "A judge dismissed two of the four counts without prejudice; the others stand.",
    "plea": "He pleaded not guilty to second-degree burglary but admitted to the lesser misdemeanor.",
    "amended": "The complaint was amended to add an enhancement that carries a mandatory five-year term.",
    "sentenced": "Pell was sentenced to 18 months behind bars, three years' probation and a $2,500 fine.",
    "appeal": "The Court of Appeals vacated the conviction and remanded the case for a new trial.",
    "acquitted": "Jurors acquitted Tamsin Okoro-Bligh of arson, deadlocked on fraud and convicted her of perjury.",
    "faces": "If convicted, she faces up to 20 years in prison and is due back in court next month.",
    "mistrial": "Judge Corwin Abelard declared a mistrial on Friday after the panel could not agree.",
    # who says what
    "quote": "“My client did nothing wrong,” attorney Luis Farrant told The Northfield Gazette. “We’ll appeal.”",
    "straight": "\"It's a travesty,\" said Venn's lawyer, who declined to discuss the D.A.'s evidence.",
    "broken": "“The gun,” Sheriff Dale Ransome added, “went off when nobody’s finger was on the trigger.”",
    "denied": "Quillfeather has repeatedly denied that he'd pulled the trigger, according to court papers.",
    "relay": "A spokesperson told KZZT News, which was first to report the arrest, that talks hadn't begun.",
    "nested": "“She told me, ‘Don’t go in there,’ and I didn’t,” the witness recalled.",
    "nocomment": "The prosecutor's office did not immediately respond to a request for comment Monday night.",
    "allegedly": "The 19-year-old allegedly stole a car, fled police and crashed into a diner.",
    # courts, titles, abbreviations
    "court": "The U.S. Court of Appeals for the 4th Circuit ruled 2-1 in Bellweather v. Crane, No. 19-1234.",
    "abbreviations": "Capt. Jonas Reed Jr. of the Smyrna, Ga., police met Dr. A. B. Lund at 9:30 a.m. on Jan. 5.",
    "no": "He answered No. 7 first. No. She said no.",
    "statute": "Under 18 U.S.C. § 924(c)(1)(A), the minimum is five years; see § 12-3-4(b).",
    "district": "Harrow County District Attorney Petra Sandoval-Hume announced the indictment.",
    "judge": "U.S. District Judge Imogen T. Arkwright III set bail at $1 million.",
    "companies": "Brask & Lowe Inc., a Delaware LLC's parent, paid Tern Ltd. €3.5m in Sept. 2019.",
    "states": "She moved from Mo. to Miss. in Dec., then to Ill. and Wash.",
    # dates, times, numbers, units
    "dates": "Between 2019-04-20 and Oct. 21, 2021, he called 12 times; the last call came on 3/4/21.",
    "clock": "At 11pm, 7:05 a.m. and 10 p.m. the cameras were off; it's 5:30pm now.",
    "ages": "The 45-year-old cinematographer and her 9-month-old son were hurt.",
    "decades": "In the '90s, and again in the 1980s, crime fell by 12.5% or 3,000 cases.",
    "units": "The truck weighed 12,000 lbs, did 70mph over 5km and leaked 3.5kg of 10% solution at 20°C.",
    "money": "They took $4,500.50, £30, 20€ and US$7m, worth A$10 or 1,000₹.",
    "ordinals": "The 3rd, fourth and 22nd exhibits were lost; the 1st was found.",
    "fractions": "About ½ of the m² and two-thirds of the CO₂ were lost ².",
    "phones": "Call (505) 555-0142 or +1-505-555-0199, ext. 12.",
    # the tokenizer's traps
    "contractions": "I'd've gone, but they can't've known; y'all shouldn't, we'll see, ain't it so?",
    "typographic": "It’s true: they’re not “done”, she’d say, and the boys’ room isn’t locked.",
    "slang": "Gonna hafta go, gimme that, lemme see, dunno, cannot, gotta run, c'mon, let's, 'em, ol' nothin'.",
    "urls": "See https://www.northfield-gazette.test/a/b.html?x=1&y=2#z, docket.harrow.gov:8080 or clerk@harrow.test.",
    "hosts": "Not 192.168.0.1 nor a..b but 8.8.8.8/x, ftp://files.test and www.x.co.",
    "hyphens": "The well-known co-defendant—a so-called look-out--fled north-by-northwest in mid-May.",
    "infixes": "word.Word a,b 3-4 x=y A/B and/or he:she <b>bold</b> 5*6 7^8 e.g.this i.e.that",
    "dots": "Wait... what…? No....no. ..ok .. . …",
    "brackets": "(He [the \"driver\"] (and {others}) left.) <end>",
    "symbols": "#arrest @harrowpd 50%! §5 ©2021 ®™ → ★ & * ~ ^ | \\ = +5 C++ C# 'quoted' ``tex''",
    "emoji": "Guilty 😀👩‍👩‍👧🇺🇸 verdict 👍🏽! :) :-( ;-) <3 ^_^ ¯\\(ツ)/¯",
    "spaces": "  Two  leading\tand\n\nodd \u00a0 spaces\u2009here \x1c\x85 end.  ",
    "newlines": "HEADLINE WITHOUT STOP\nBy Ann Otter\n\nThe story begins here.\nIt goes on.",
    "special-over-tokens": "Meet at a. m. or 8a.m. or in Ga. (Mass.) Ph.D. 'Cause o'clock ma'am 'S and/or w/o",
    "possessives": "James's and Jess' car, the Joneses' dog's, the ’90s’ end and 'tis Ross's.",
    "quotes-edge": "'Twas ''odd'' ,said 'she'. \"'Nested'\" ‘single’ „low“ «guillemets» 'n' '",
    "currency-edge": "$ $5 5$ $-5 (-$5) US$ £ ¥100 ฿ 100฿.",
    "suffix-stops": "F.B.I. FBI. U.K. UK. m. 5m. 20°C. 20°F. a). b.) “c.” d'.",
    # shapes that are also symbols, letters alone, unknown words, other scripts
    "letters": "I X A _ B x a __ X_X I. A. _x_",
    "symbol-words": "The number, case, mark, agent, ID and DATE of each ORG, PERSON and GPE.",
    "caps": "THE DEFENDANT, JOHN Q. MARCH, DID KNOWINGLY AND UNLAWFULLY POSSESS A FIREARM.",
    "combining": "Re\u0301ne\u0301e Zapało\u0301w and Zoë Ångström met Նարե, Игорь Петров and 田中さん.",
    "marks": "a\u200bb \ufeffstart \u202eright\u202c e\u0323\u0307 İstanbul ΟΔΟΣ ﬁne Ǆ ß Straße",
    "digits": "٣٤ १२ ⅷ Ⅷ ① ² ½ x² 4½ m³ ½-mile",
    "long": "x" + "ab" * 50 + " " + "Z" * 99 + " " + "1" * 100 + " https://" + "a" * 70 + ".test/" + "q" * 40 + ".",
    "unknown": "Zzyxqv flurbed the quonxly Brimthwackle; xkcdish wugs gorped.",
    # lemmas and the attribute ruler
    "lemmas": "The knives, oxen, analyses and feet were worse, driest and furthest; he lay, lied, saw, sawed and axes fell.",
    "auxiliaries": "She has had to have been doing what they did, does and do; it's got to be. There's one. Here are two.",
    "pronouns": "You gave me it; I saw you and her; that is what this that those want. It hurt them. Who? Whose? Which?",
    "particles": "Not only did he not go, but nobody ever once came then. He gets what he got; I'm, you're, we've, he'd gone.",
    "comparatives": "more careful, most careful, better, best, further away than less happily quickest",
    "crossing": "A hearing is scheduled on the issue today that could end the case, which nobody saw coming.",
    "garden": "The officer shot in the raid that the warrant the judge signed allowed died.",
    "headline": "Ex-Mayor's Aide Held in $2M Kickback Probe; Trial Set for May",
    "list": "Charged were: (1) Ada Moss, 31; (2) Bo Tran, 22; and (3) a 16-year-old boy.",
    "titles": "Detective Sgt. Ruth Calloway testified Thursday that Gov. Lyle Drummond's aide lied.",
    "film": "The film \"Copper Ridge\" stars Ivo Lang, whose armorer, Hana Prill, loaded the revolver.",
    "agencies": "The FBI, the Bureau of Alcohol, Tobacco, Firearms and Explosives and NATO's mission in Kraków agreed.",
    "places": "From Lake Superior to the Bay Bridge, near Paris, Texas, in the Middle East.",
    "languages": "A French-speaking Catholic Democrat read War and Peace during World War II.",
    # next to nothing
    "empty": "",
    "one-space": " ",
    "only-space": " \n\t\u00a0\n ",
    "one-letter": "a",
    "one-stop": ".",
    "one-special": "don't",
}


def line(token):
    fields = (
        token.text, "" if not token.whitespace_ else " ", token.norm_, token.tag_, token.pos_, str(token.morph),
        token.lemma_, token.dep_, str(token.head.i), "1" if token.is_sent_start else "0",
    )
    return "\t".join(json.dumps(f, ensure_ascii=True)[1:-1] for f in fields) + "\n"


def main():
    nlp = spacy.load(sys.argv[1])
    texts = dict(TEXTS)
    texts["all"] = "\n\n".join(t for t in TEXTS.values() if t.strip())
    here = Path(__file__).parent
    with open(here / "texts.jsonl", "w") as out:
        for name, text in texts.items():
            out.write(json.dumps({"id": name, "text": text}) + "\n")
    with open(here / "expected.tsv", "w") as out:
        for name, text in texts.items():
            doc = nlp(text)
            out.write(f"# {name}\t{json.dumps([[e.start, e.end, e.label_] for e in doc.ents])}\n")
            out.writelines(line(t) for t in doc)


main()
