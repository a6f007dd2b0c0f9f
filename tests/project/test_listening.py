import pytest
from repositories import commit_all, repository

from nbcoach.project import Project, Projects
from nbcoach.project.listening import Heard, ListeningProject, still_says


@pytest.fixture
def folder(tmp_path):
    return repository(tmp_path.resolve() / "project")


QUESTIONS = {
    "data_version": lambda project: project.data_version("a.csv"),
    "matching": lambda project: project.matching("*.csv"),
    "beside": lambda project: project.beside("", ["tools", "numpy"]),
    "text_beside": lambda project: project.text_beside("tools.py"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_heard_once_and_holds_until_the_files_change(folder, question):
    ask = QUESTIONS[question]
    project = ListeningProject(Project.find(folder))
    assert ask(project) == ask(project) == ask(Project.find(folder))
    [heard] = project.heard

    assert heard.question == question
    assert project.is_complete
    assert still_says(Projects().of(folder), project.heard)
    (folder / "a.csv").write_text("a")
    (folder / "tools.py").write_text("import random")
    commit_all(folder)
    assert not still_says(Projects().of(folder), project.heard)


def test_a_text_is_kept_as_its_digest_alone(folder):
    (folder / "tools.py").write_text("password = 'correct horse'")
    project = ListeningProject(Project.find(folder))

    assert project.text_beside("tools.py") == "password = 'correct horse'"
    assert "horse" not in str(project.heard)
    (folder / "tools.py").write_text("password = 'correct house'")
    assert not still_says(Projects().of(folder), project.heard)


@pytest.mark.parametrize(
    "ask",
    [
        lambda project: project.git,
        lambda project: project.root,
        lambda project: project.tracking_uri({}),
        lambda project: project.recorded({}),
    ],
)
def test_what_is_not_noted_is_answered_and_makes_the_notes_incomplete(folder, ask):
    project = ListeningProject(Project.find(folder))

    assert str(ask(project)) == str(ask(Project.find(folder)))
    assert not project.is_complete


def test_every_public_question_is_noted_or_makes_the_notes_incomplete():
    """A new question of `Project` must be thought of here, or old findings would outlive what they rest on."""
    made_of_others = {"companions"}
    public = {name for name in vars(Project) if not name.startswith("_")} - {"find"}

    assert public - made_of_others <= vars(ListeningProject).keys()


def test_a_folder_with_a_comma_is_asked_again_as_it_was(folder):
    (folder / "a,b").mkdir()
    project = ListeningProject(Project.find(folder))
    project.beside("a,b", ["c"])

    assert project.heard == (Heard("beside", "a,b\nc", ()),)
    assert still_says(Project.find(folder), project.heard)
    (folder / "a,b" / "c.py").write_text("")
    assert not still_says(Projects().of(folder), project.heard)
