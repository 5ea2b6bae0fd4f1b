"""How to cite a run: an entry for BibTeX, its words from the catalogue, TeX's own signs escaped."""

from __future__ import annotations

from reports.data.run import Run
from reports.story.sentences import country_name
from reports.text import Text

_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(run: Run, text: Text, title: str) -> str:
    """Return a BibTeX entry that names simulator, version, year, scenario, country and run."""
    content, run_id = run.content, str(run.content["run_id"])
    version = content.get("versions", {}).get("labour-displacement-simulator", "")
    software = text("reproduce.software", version=version).strip()
    fields = {
        "author": "{" + tex(str(content.get("author") or software)) + "}",
        "title": "{" + tex(title) + "}",
        "year": tex(str(run.manifest.get("run", {}).get("started", ""))[:4]),
        "howpublished": tex(software),
        "note": tex(text("reproduce.bibtex_note", country=country_name(run, text), run=run_id)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{simulation-{run_id},", *lines, "}"])


def tex(words: str) -> str:
    """Return text that TeX sets as it stands."""
    return "".join(_ESCAPED.get(char, char) for char in " ".join(words.split()))
