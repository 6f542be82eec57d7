"""Read Korea's Digital Platform Government with data: history, words, collective impact, architecture, indicators."""

import sys

__version__ = "0.2.0"

# jsonschema, which charts and notebooks load, compiles a grammar of web addresses that nothing here needs: 0.9 s in every
# kernel. None makes its optional import fail, and jsonschema goes on without that one check.
sys.modules.setdefault("rfc3987_syntax", None)
