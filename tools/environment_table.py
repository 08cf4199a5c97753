"""Keep the table of variables in `docs/betrieb/umgebung.md` in step with the class that reads them.

python tools/environment_table.py            write it
python tools/environment_table.py --check    fail where it is out of step
"""

import sys
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ausrufer.project.environment import Environment, is_secret, variable

PAGE = Path(__file__).resolve().parent.parent / "docs" / "betrieb" / "umgebung.md"
BEGIN, END = "<!-- Tabelle: tools/environment_table.py -->", "<!-- Ende der Tabelle -->"


def main() -> None:
    """Write or check the page."""
    written = PAGE.read_text(encoding="utf-8")
    wanted = with_table(written)
    if sys.argv[1:] != ["--check"]:
        PAGE.write_text(wanted, encoding="utf-8")
    elif written != wanted:
        sys.exit(f"{PAGE.name} is out of step: run tools/environment_table.py")


def with_table(page: str) -> str:
    """Return the page with the table as it ought to be."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def table() -> str:
    """Return one line per variable, the required ones first as they stand in the class."""
    lines = ["| Variable | Vorgabe | Bedeutung |", "|---|---|---|"]
    for name, field in Environment.model_fields.items():
        names = f"`{variable(name)}`"
        if is_secret(field):
            names += f"<br>oder `{variable(name)}_FILE`"
        lines.append(f"| {names} | {_default(field)} | {_meaning(field)} |")
    return "\n".join(lines)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**nötig**"
    default = "" if is_secret(field) else field.default
    if isinstance(default, bool):
        return str(default).lower()
    return f"`{default}`" if default or default == 0 else "leer"


def _meaning(field: FieldInfo) -> str:
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    listed = f" Eins von {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
    return f"{field.description}{listed}"


if __name__ == "__main__":
    main()
