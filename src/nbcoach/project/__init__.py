"""What surrounds notebooks: the folder walk, git, the versions of data files, the MLflow store."""

from nbcoach.project.git import Git
from nbcoach.project.ignore import Rooted
from nbcoach.project.project import Project, Projects
from nbcoach.project.walk import Found, notebooks

__all__ = ["Found", "Git", "Project", "Projects", "Rooted", "notebooks"]
