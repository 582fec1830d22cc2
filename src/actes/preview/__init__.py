"""The author's preview: a chapter as the book will show it, in the browser, kept up to date at every save.

    serve(path, port=0, language="fr", announce=print_the_address)

Rooms: `reader` (what changed is read again), `session` (a chapter through the stages of a build), `screen`
(its HTML), `landing` (where a remark is to be seen), `panels` (what stands beside it), `proof` (its pages),
`studio` (all of this kept up to date), `guard` (who may ask), `server` (what is answered), `serving`
(starting and stopping), `words` (what the interface says), `store` (the cache in memory), and the page's
own script, `preview.js`.

What would bring an update to 150 ms is in docs/preview.md.
"""

from actes.preview.serving import serve

__all__ = ["serve"]
