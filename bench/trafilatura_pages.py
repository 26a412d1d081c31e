"""Main text, date and author of pages by trafilatura, a line of JSON a page: `python trafilatura_pages.py FILES…`.

The last line is the seconds that extraction took, without starting Python.
"""

import json
import sys
import time

import trafilatura

spent = 0.0
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        page = file.read()
    begun = time.perf_counter()
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    spent += time.perf_counter() - begun
    found = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    print(json.dumps({"text": found.get("text") or "", "date": found.get("date"), "author": found.get("author")}))
print(json.dumps({"seconds": spent}))
