"""The JSON that crosses between the Jupyter server and the browser.

The structs here are the one definition: `schema.json` is made from them (`python -m nbcoach.wire.schema`), and the
TypeScript types are made from `schema.json` (`npm run types`). Tests fail when either is stale. Lines count from 1
within a cell, columns from 0 in UTF-16 units, as editors in a browser count.
"""
