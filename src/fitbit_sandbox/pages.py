"""The sandbox's pages: plain HTML that works without scripts and in a screen reader."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from html import escape

from werkzeug.wrappers import Response

_STYLE = """
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; }
fieldset { border: 1px solid; border-radius: .5rem; margin: 1.25rem 0; }
legend { font-weight: 600; padding: 0 .5rem; }
.choice { display: grid; grid-template-columns: 1.75rem 1fr; padding: .375rem 0; }
.choice input { height: 1.125rem; margin: .25rem 0 0; width: 1.125rem; }
.choice small { display: block; }
button { font: inherit; margin-right: .75rem; min-height: 2.75rem; padding: .375rem 1.5rem; }
code { overflow-wrap: anywhere; }
[role=alert] { border-left: .375rem solid #c22; padding-left: .75rem; }
"""
_NOTE = "This is a sandbox on this machine. The people are made up; no real account is involved."


@cache
def _policy() -> str:
    """Return a policy that allows the page's own style and nothing else.

    There is no form-action in it: browsers apply that to the redirects after a form as well,
    and where an app redirects to is its own affair.
    """
    digest = b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
    )


def page(title: str, body: str, status: int = 200) -> Response:
    """Return a whole page, not to be stored, framed, or told to others by a referrer."""
    html = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n<footer><p><small>{_NOTE}</small></p></footer>\n"
        f"</body>\n</html>\n"
    )
    headers = {
        "Content-Security-Policy": _policy(),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(html, status, headers=headers, content_type="text/html; charset=utf-8")
