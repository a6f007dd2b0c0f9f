"""`python -m nbcoach` is the command `nbcoach`."""

import os
import sys

if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):  # noqa: PTH109 - before any import
    del sys.path[0]  # a notebook's folder may hold a `click.py`, and what is looked at is never imported

from nbcoach.faces.cli import main

sys.exit(main())
