"""Applies the fixes of findings to notebooks, again and again until none is left that helps."""

from nbcoach.fixing.files import FixedFile, fix_file, fix_text, has_fixes
from nbcoach.fixing.loop import Fixed, Workshop, fixed

__all__ = ["Fixed", "FixedFile", "Workshop", "fix_file", "fix_text", "fixed", "has_fixes"]
