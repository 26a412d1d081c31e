"""Times spaCy's whole pipeline on texts, one thread: JSONL {"id", "text"} in, one JSON object out.

Usage: python spacy_speed.py MODEL_FOLDER (blis|openblas) < texts.jsonl
`blis` is spaCy as shipped; `openblas` moves its matrix products to numpy's library, which is quicker on many machines.
The clock runs over one pass of all texts, from raw text to the last component, after the model is loaded.
It is the time that the thread was on a processor, as in crates/analyze/examples/speed.rs, so that a busy machine
does not slow the figures.
Thread counts come from the environment; `cargo xtask bench language` sets them to one.
"""

import json
import resource
import sys
import time

import numpy
import spacy
from thinc.api import NumpyOps, set_current_ops


def main():
    if sys.argv[2] == "openblas":
        set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(sys.argv[1])
    texts = [json.loads(line)["text"] for line in sys.stdin]
    begun = time.thread_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    seconds = time.thread_time() - begun
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there and in KiB elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    said = {
        "tokens": tokens,
        "words": sum(len(text.split()) for text in texts),
        "seconds": seconds,
        "peak_rss_bytes": peak,
        "version": f"spaCy {spacy.__version__}, numpy {numpy.__version__}",
    }
    print(json.dumps(said))


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    main()
