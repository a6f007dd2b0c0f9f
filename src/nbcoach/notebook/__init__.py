"""What a notebook is: read once into a value that answers questions."""

from nbcoach.notebook.flow import BindingSite, UseSite
from nbcoach.notebook.link import CallSite, Cell, Notebook
from nbcoach.notebook.read import parse_notebook, read_notebook

__all__ = ["BindingSite", "CallSite", "Cell", "Notebook", "UseSite", "parse_notebook", "read_notebook"]
