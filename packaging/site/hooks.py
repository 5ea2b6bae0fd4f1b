"""What MkDocs does not do: files outside of `docs`, notebooks, the values of the parameters of a chapter.

Links in the pages lead where they lead in the repository. Here a link to a file outside of `docs` leads to
a page `repo/…` that shows the file, and only files that some page names have one.
"""

import posixpath
import re
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"(?<=\]\()([^()\s#]+)(#[^()\s]*)?(?=\))")
FENCED = re.compile(r"^(```.*?^```)$", re.DOTALL | re.MULTILINE)
PARAMETERS = re.compile(r"^Parameters: (.*)\.$", re.MULTILINE)
BOX = re.compile(r'^ +\w+\["(.*)"\]$', re.MULTILINE)
SHOWN = {
    ".py": "python", ".yaml": "yaml", ".yml": "yaml", ".cff": "yaml", ".toml": "toml",
    ".csv": "text", "": "text",
}  # fmt: skip
"""Files that are shown as text, and what colours them."""
LARGEST = 400_000
"""Bytes of a file that is shown whole."""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Make a page of each notebook, and of each file outside of `docs` that some page links to."""
    waiting = []
    for file in list(files):
        path = posixpath.join("docs", file.src_uri)
        if path.startswith("docs/notebooks/") and path.endswith(".py"):
            files.remove(file)
            files.append(File.generated(config, _uri(path), content=_notebook(path)))
        elif file.is_documentation_page() and file.inclusion.is_included():
            waiting.append(path)
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        for target in _targets((ROOT / path).read_text(encoding="utf-8"), path):
            outside = not target.startswith("docs/")
            if outside and target not in seen and (ROOT / target).exists():
                seen.add(target)
                files.append(File.generated(config, _uri(target), content=_shown(target)))
                if target.endswith(".md"):
                    waiting.append(target)
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put values into their chapter, draw the month, and let links lead to pages of the site."""
    here = _path(page.file.src_uri)
    if not here.endswith(".md"):
        page.meta["search"] = {"exclude": True}
        return markdown  # a file that is shown as it is
    if here.startswith("docs/model/"):
        markdown = PARAMETERS.sub(lambda found: _valued(found[1]), markdown)
    if here == "docs/month.md":
        markdown = FENCED.sub(lambda found: _drawn(found[1]), markdown)
    parts = FENCED.split(markdown)
    return "".join(part if number % 2 else _relinked(part, here) for number, part in enumerate(parts))


def on_post_build(*, config: MkDocsConfig) -> None:
    """Lay the script beside the site by which search works in pages opened from a disk."""
    shutil.copy(Path(__file__).with_name("iframe-worker.js"), Path(config.site_dir) / "assets")


def _targets(text: str, here: str) -> list[str]:
    plain = FENCED.sub("", text)
    return [_target(found[1], here) for found in LINK.finditer(plain) if _is_file(found[1])]


def _is_file(link: str) -> bool:
    return "://" not in link and not link.startswith(("mailto:", "/"))


def _target(link: str, here: str) -> str:
    """The path in the repository of what a page links to; a folder stands for what introduces it."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), link))
    if (ROOT / path).is_dir():
        for name in ("README.md", "__init__.py", "index.md"):
            if (ROOT / path / name).is_file():
                return posixpath.join(path, name)
    return path


def _uri(path: str) -> str:
    """Where in the site a file of the repository is shown."""
    if path.startswith("docs/notebooks/") and path.endswith(".py"):
        return path.removeprefix("docs/").removesuffix(".py") + ".md"
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return f"repo/{path}" if path.endswith(".md") else f"repo/{path}.md"


def _path(uri: str) -> str:
    """The file of the repository that a page of the site shows."""
    if not uri.startswith("repo/"):
        return f"docs/{uri}"
    path = uri.removeprefix("repo/")
    return path if (ROOT / path).exists() else path.removesuffix(".md")


def _relinked(text: str, here: str) -> str:
    def new(found: re.Match[str]) -> str:
        if not _is_file(found[1]):
            return found[0]
        target = _target(found[1], here)
        if not (ROOT / target).exists():
            raise PluginError(f"{here} links to {found[1]}, and there is no such file")
        own = posixpath.dirname(_uri(here)) or "."
        return posixpath.relpath(_uri(target), own) + (found[2] or "")

    return LINK.sub(new, text)


def _shown(path: str) -> str:
    """A file as a page, a folder as the list of what lies in it."""
    if (ROOT / path).is_dir():
        inside = sorted(one.name for one in (ROOT / path).iterdir() if not one.name.startswith(("_", ".")))
        return "\n".join([f"# {path}", "", *(f"- `{name}`" for name in inside), ""])
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".md"):
        return text
    if len(text) > LARGEST:
        text = text[:LARGEST].rpartition("\n")[0] + "\n… the rest stands in the repository"
    fence = "`" * (3 + max((len(run) for run in re.findall("`+", text)), default=0))
    name = posixpath.basename(path)
    return f"# {name}\n\n`{path}`\n\n{fence}{SHOWN[posixpath.splitext(path)[1]]}\n{text.rstrip()}\n{fence}\n"


def _notebook(path: str) -> str:
    """A notebook's cells: text as text, code as code."""
    cells = re.split(r"^# %%", (ROOT / path).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return "\n\n".join(
        re.sub(r"^# ?", "", cell.partition("\n")[2], flags=re.MULTILINE)
        if cell.startswith(" [markdown]")
        else f"```python\n{cell.strip()}\n```"
        for cell in cells
    )


def _valued(listed: str) -> str:
    """The rows of the reference for the parameters of a list."""
    rows = (ROOT / "docs/reference.md").read_text(encoding="utf-8").splitlines()
    head = next(number for number, row in enumerate(rows) if row.startswith("| parameter |"))
    table = rows[head : head + 2]
    for name in re.findall(r"`(\w+)`", listed):
        row = re.compile(rf"\| `{name}`(?: \([^)]*\))? \|")  # the first one declares it
        table.append(next(line for line in rows if row.match(line)))
    return "\n".join(['??? numbers "The numbers"', "", *(f"    {row}" for row in table)])


def _drawn(block: str) -> str:
    """A flow chart that is one line of boxes, as a list: no library of diagrams is needed."""
    if not block.startswith("```mermaid"):
        return block
    boxes = [re.sub(r"^\d+\. ", "", text) for text in BOX.findall(block)]
    return "\n".join(['<ol class="flow">', *(f"<li>{text}</li>" for text in boxes), "</ol>"])
