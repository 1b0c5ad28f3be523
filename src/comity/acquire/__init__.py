"""Where documents come from, read one at a time and bounded: files, folders, globs, standard input, JSON Lines, web
archives, and addresses of pages, feeds and sitemaps. Nothing else in Comity touches the network.

`documents` is the way in. From names to bytes: `sources` (files), `places` (stores and archives on the web), `fetch`
(pages; `access` and `connect` say where a connection may lead, `polite` how a host is asked). From bytes to documents:
`contents` and `page`; `warc` over `frames`, `members` and `flow`; `syndication` and `sitemaps` over `xml`. `select`
says which documents are taken, `watch` looks at feeds again and again.
"""

from comity.acquire.documents import Limits, Overrides, acquire

__all__ = ["Limits", "Overrides", "acquire"]
