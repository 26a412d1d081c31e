"""Main text, date and author of pages by trafilatura, a line of JSON a page: `python trafilatura_pages.py FILES…`."""

import json
import sys

import trafilatura

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        page = file.read()
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    found = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    print(json.dumps({"text": found.get("text") or "", "date": found.get("date"), "author": found.get("author")}))
