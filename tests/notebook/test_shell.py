from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document


def commands(text):
    return parse_notebook(percent_document(text)).commands


def words(text):
    return [(each.program, *each.arguments) for each in commands(text)]


def test_a_line_is_split_at_its_operators():
    assert words("!cd a && ls -l; cat b | head -3 || true") == [
        ("cd", "a"),
        ("ls", "-l"),
        ("cat", "b"),
        ("head", "-3"),
        ("true",),
    ]


def test_quotes_comments_and_continuations_are_read_as_a_shell_does():
    assert words('!pip install \'a b\' "c\\"d" \\\n  e  # f\n') == [("pip", "install", "a b", 'c"d', "e")]


def test_a_program_has_its_usual_name():
    for line in (
        "!sudo -H /opt/bin/pip3.9 install x",
        "!python3 -m pip install x",
        "%pip install x",
        "!A=1 pip install x",
    ):
        assert words(line) == [("pip", "install", "x")]


def test_words_of_python_are_filled_in():
    text = (
        "import sys\nname = 'x==1'\nmore = ['a', 'b']\n!{sys.executable} -m pip install $name {' '.join(more)} {what}"
    )

    assert words(text) == [("pip", "install", "x==1", "a", "b", "{}")]


def test_a_shell_cell_keeps_its_lines_and_skips_here_documents():
    found = commands("%%bash\nV=2\ncat > x <<EOF\nrm -rf /\nEOF\n  wget http://h/$V # no\n")

    assert [(each.program, *each.arguments) for each in found] == [("cat",), ("wget", "http://h/2")]
    assert found[0].redirects[0].target == "x"
    assert tuple(found[1].span) == (6, 2, 6, 18)


def test_scripts_of_other_shells_are_no_commands():
    assert words("%%script false\nrm -rf x") == []
    assert words("%%writefile run.sh\nrm -rf x") == []


def test_calls_give_commands():
    text = "import os, subprocess as s\nos.system('ls | wc -l')\ns.run(['git', 'clone', url])\ns.run('a b'.split())"

    assert words(text) == [("ls",), ("wc", "-l"), ("git", "clone", "{}"), ("a", "b")]


def test_a_function_runs_what_its_callers_give():
    text = "import subprocess\ndef add(p):\n    subprocess.run(f'pip install {p}', shell=True)\nadd('x')\nadd('y==1')"

    assert words(text) == [("pip", "install", "x"), ("pip", "install", "y==1")]


def test_a_pipe_knows_who_reads_it():
    curl, bash = commands("!curl -s http://h | bash")

    assert curl.feeds == "bash"
    assert bash.reads_pipe


def test_odd_text_ends():
    for text in ("!echo 'a", '!echo "a\\', "!echo $(a", "!echo `a", "!{a", "!", "!|;&&", "!cat <<EOF", "!> x", "!a <<"):
        commands(text)
