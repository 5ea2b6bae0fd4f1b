"""Compiled code is told apart by all the sources it was made from, and kept where one may write."""

import os
import subprocess
import sys

import pytest

from simulator.core import cache


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in place of ours."""
    root = tmp_path / "simulator"
    (root / "core").mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "core/__init__": "",
        "core/a": "from simulator.core import (\n    b,\n)\n",
        "core/b": "import simulator.core.c as c\n",
        "core/c": "LEVEL = 1\n",
        "core/d": "LEVEL = 1\n",
    }.items():
        (root / f"{name}.py").write_text(text)
    monkeypatch.setattr(cache, "PACKAGE", root)
    _forget()
    yield root
    _forget()


def _forget():
    cache._source.cache_clear()
    cache._file.cache_clear()
    cache.digest.cache_clear()
    cache._imports.cache_clear()


@pytest.mark.parametrize(
    ("edited", "changes"), [("core/a", True), ("core/b", True), ("core/c", True), ("core/d", False)]
)
def test_the_digest_follows_imports_at_any_depth(package, edited, changes):
    text = "from simulator.core.a import f\n"
    before = cache.digest(text)
    path = package / f"{edited}.py"
    path.write_text(path.read_text() + "EDITED = 1\n")
    _forget()
    assert (cache.digest(text) != before) == changes


@pytest.mark.parametrize(
    ("text", "changes"),
    [("LEVEL = 1\n\n# so\n", False),
     ('"""What it is."""\n\nLEVEL = 1\n"""A level.\n\nOf what.\n"""\n', False),
     ("LEVEL = 2\n", True), ('LEVEL = 1\nTEXT = """\na\n"""\n', True)],
)  # fmt: skip
def test_without_prose_only_code_counts(package, text, changes):
    asked = "import simulator.core.c\n"
    before = cache.digest(asked, prose=False), cache.digest(asked)
    (package / "core/c.py").write_text(text)
    _forget()
    assert (cache.digest(asked, prose=False) != before[0]) == changes
    assert cache.digest(asked) != before[1]


def test_relative_imports_depend_on_everything(package):
    before = cache.digest("from . import x\n")
    (package / "core" / "d.py").write_text("LEVEL = 2\n")
    _forget()
    assert cache.digest("from . import x\n") != before


def _output(program, **environment):
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_an_unwritable_cache_is_survived(tmp_path):
    (tmp_path / "file").write_text("")
    program = "from simulator.core import cache, streams; streams.uniform(1, 2); print(cache.folder())"
    assert str(tmp_path) in _output(program, NUMBA_CACHE_DIR=str(tmp_path / "file"), TMPDIR=str(tmp_path))


def test_declarations_are_light_to_import():
    program = "import sys, simulator.core.rule; print({'numba', 'mesa', 'numpy'} & set(sys.modules))"
    assert _output(program) == "set()"
