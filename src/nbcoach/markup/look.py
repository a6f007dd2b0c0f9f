"""The style sheet that all pages share: colours for light and dark, type, the head, tiles, tables and badges."""

from pathlib import Path

LOOK = Path(__file__).with_name("look.css")
