"""Write the reference pages that follow from the code: commands, pack fields, yardsticks, error codes.

Run ``python tools/reference.py`` after a change of a command, a schema type or an error; ``--check`` only says whether the
pages are up to date (a test does that).
"""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"

MEANINGS = {
    "abbreviation": "Its abbreviation.",
    "actors": "Actors it concerns.",
    "addressee": "To whom it is said.",
    "aliases": "Every form under which it appears in text.",
    "among": "Actors of whom at least two must be party to it.",
    "attribution": "Who says so, where the document does not say it in its own voice.",
    "author": "Author, as the document gives it.",
    "away": "Events that pull apart.",
    "backers": "The two it may lean on.",
    "beneficiary": "To whom it is owed.",
    "by": "Who should put it forward.",
    "category": "Group of systems, a letter.",
    "cause": "What brings it about.",
    "cite": "Citations that support it.",
    "claim": "Claim it rests on.",
    "combine": "The mean of several, or closure: the lowest decides.",
    "components": "Its parts.",
    "confidence": "How sure the coding is, 0 to 1.",
    "confirmed_by": "Government or meeting that last confirmed it.",
    "context": "PLOVER contexts, or levels of a relation.",
    "contexts": "PLOVER contexts, one of which it must have.",
    "cue": "The hedging words.",
    "different": "In what the two differ.",
    "domains": "Domains: sea, air, cyber.",
    "driver": "Driver that is meant.",
    "earlier": "Citations of the earlier document.",
    "effect": "What it brings about.",
    "events": "Events that are meant; one filter must fit.",
    "feeds": "Feeds to count; all where empty.",
    "floors": "What must not be given up.",
    "form": "The form as it is written.",
    "forms": "Words for it, by language.",
    "half_life": "Days after which an input counts half.",
    "hedge": "Step 1 to 5 of the hedging scale.",
    "high": "Upper end of the probability band.",
    "id": "Identifier, unique within its subject.",
    "ids": "Entries or records, by identifier.",
    "inferred": "Whether the finding is the author's inference.",
    "judgements": "Judgements it bears on.",
    "kind": "Kind of fault.",
    "language": "Language code: ja, en, ko, zh, ru.",
    "languages": "Languages the region is read in.",
    "later": "Citations of the later document.",
    "layers": "Layers of bodies or meetings to count; all where empty.",
    "level": "Level of context, or layer of leaders, ministers, officials, experts, forces.",
    "licence": "Licence of the pack.",
    "life": "Stages of its life, in time order.",
    "low": "Lower end of the probability band.",
    "made_on": "Day on which it was made.",
    "manner": "Said outright, implied, or reported of others.",
    "measure": "What is measured.",
    "meetings": "Meetings held or planned.",
    "members": "Actors that belong to it.",
    "negotiable": "Whether it is open to bargaining.",
    "observed": "States it was in, in time order.",
    "one": "One side.",
    "operation": "What the text does with the term.",
    "order": "Rank, 1 the first.",
    "other": "The other side.",
    "other_names": "Other names of it, by language.",
    "outcome": "How it came out.",
    "owner": "Who owes it.",
    "pairs": "Pairs of actors.",
    "participants": "Actors that take part.",
    "parties": "Actors that are party to it.",
    "place": "Where it happened or is to happen.",
    "plover": "PLOVER type.",
    "publisher": "Publisher, as the document gives it.",
    "range_class": "Range class of the weapon.",
    "range_classes": "Range classes to count.",
    "reality": "Happened, planned, supposed, or said not to have happened.",
    "recipient": "To whom it was done.",
    "rejected_by": "Who rejects it.",
    "relations": "Relations to read.",
    "replacement": "What stands in the clean text instead.",
    "resolvable": "Whether it can be settled by what happens.",
    "results": "What came of it, stage by stage.",
    "roles": "Offices held.",
    "salience": "How much it matters to the actor, 0 to 1.",
    "search": "Words the record must contain.",
    "settled": "Whether nothing can change it any more.",
    "share_of": "Among which events the share is taken; the number counts where empty.",
    "sign": "Raises (+), lowers (-), leaves as it is (0), or depends.",
    "similar": "In what the two are alike.",
    "source": "Who did it, or the issue a link starts from.",
    "state": "Short name of the stage.",
    "states": "Stages or states, in time order.",
    "status": "Stages of achievement, in time order.",
    "step": "Step of the scale, 1 to 5.",
    "telltales": "Signs to watch for.",
    "tested": "Actors that are tested.",
    "theme": "Short word that groups claims.",
    "time_zone": "IANA name of the zone in which days are counted.",
    "tool": "Policy tool it belongs to.",
    "topic": "System or issue that entries or records must belong to.",
    "topics": "Systems and issues it belongs to.",
    "toward": "Events that pull together.",
    "type": "What sort it is.",
    "types": "Types, one of which it must have; any where empty.",
    "used_by": "Who uses it.",
    "value": "Position on the issue's scale.",
    "variant": "Which votes are counted.",
    "variants": "The yardstick computed otherwise.",
    "version": "Version of the pack.",
    "weight": "How much it counts beside the others.",
    "weights": "Weights by name.",
    "who_cares": "Principals for whom it matters most.",
    "within": "Days between two events that collide.",
}
"""Meaning of fields that need no more than a phrase, wherever they stand."""


def commands_page() -> str:
    """Every command with its help, options and example."""
    import typer

    from shiome.cli.app import app

    root = typer.main.get_command(app)
    lines = ["# Commands", "", "Made from the program itself; `shiome COMMAND --help` prints the same.", ""]
    for words, command in _commands(root, ("shiome",)):
        lines += [f"## `{' '.join(words)}`", "", inspect.cleandoc(command.help or ""), ""]
        options = [_option(parameter) for parameter in command.params if parameter.name != "help"]
        if options:
            lines += ["| option | meaning |", "|---|---|", *options, ""]
        if command.epilog:
            lines += [command.epilog.replace("Example: ", "Example:\n\n```\n", 1) + "\n```", ""]
    return "\n".join(lines)


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "commands"):
        if command.invoke_without_command and command.params and words != ("shiome",):
            yield words, command
        for name, child in command.commands.items():
            yield from _commands(child, (*words, name))
    else:
        yield words, command


def _option(parameter: Any) -> str:
    names = ", ".join(f"`{option}`" for option in parameter.opts)
    return f"| {names} | {(parameter.help or '').replace('|', '/')} |"


def pack_page() -> str:
    """Every subject of a pack and every field of its entries."""
    from shiome.region.schema import SUBJECTS, Region

    lines = [
        "# Region packs",
        "",
        "A pack is a folder with `region.yaml` and one file (or folder of files) a subject. Made from the schema;",
        "`shiome region schema` writes the same as JSON Schema for editors.",
        "",
    ]
    seen: set[type] = set()
    for name, kind in {"region": Region, **SUBJECTS}.items():
        lines += [f"## `{name}.yaml`", "", *_struct(kind, seen)]
    return "\n".join(lines)


def cases_page() -> str:
    """Every part of a sanctions case and every field of it."""
    from typing import get_args

    import msgspec

    from shiome.records.marking import Marking
    from shiome.sanctions.casework.model import AnyPart

    lines = [
        "# Parts of a sanctions case",
        "",
        "What `shiome sanctions case add --from FILE` reads: a YAML list, each entry with its `type` and the fields named here.",
        "Made from the schema. A worked example is `examples/cases/night-transfer.yaml`.",
        "",
    ]
    seen: set[type] = {Marking}
    for kind in get_args(AnyPart):
        lines += [f"## `{msgspec.inspect.type_info(kind).tag}`", "", *_struct(kind, seen)]  # type: ignore[attr-defined]
    lines += ["## `Marking`", "", *_struct(Marking, seen)]
    return "\n".join(lines)


def _struct(kind: type, seen: set[type], level: int = 3) -> list[str]:
    import msgspec

    seen.add(kind)
    info = msgspec.inspect.type_info(kind)
    comments = _field_docs(kind)
    lines = [inspect.cleandoc(kind.__doc__ or ""), "", "| field | type | meaning |", "|---|---|---|"]
    nested: list[type] = []
    for field in info.fields:  # type: ignore[attr-defined]
        text = _type(field.type, nested)
        about = comments.get(field.name) or _description(field.type) or MEANINGS.get(field.name, "")
        need = "" if field.required else " (optional)"
        lines.append(f"| `{field.name}` | {text}{need} | {about} |")
    lines.append("")
    for child in nested:
        if child not in seen:
            lines += [f"{'#' * level} `{child.__name__}`", "", *_struct(child, seen, level)]
    return lines


def _type(kind: Any, nested: list[type]) -> str:
    import msgspec

    match kind:
        case msgspec.inspect.Metadata():
            reference = (kind.extra or {}).get("reference")
            return f"{' or '.join(reference)} id" if reference else _type(kind.type, nested)
        case msgspec.inspect.StructType():
            nested.append(kind.cls)
            return f"`{kind.cls.__name__}`"
        case msgspec.inspect.VarTupleType():
            return f"list of {_type(kind.item_type, nested)}"
        case msgspec.inspect.TupleType():
            return " and ".join(_type(part, nested) for part in kind.item_types)
        case msgspec.inspect.DictType():
            return f"map to {_type(kind.value_type, nested)}"
        case msgspec.inspect.LiteralType():
            return " / ".join(f"`{value}`" if value else "empty" for value in kind.values)
        case msgspec.inspect.UnionType():
            return " or ".join(
                _type(part, nested) for part in kind.types if not isinstance(part, msgspec.inspect.NoneType)
            )
        case _:
            return type(kind).__name__.removesuffix("Type").lower()


def _description(kind: Any) -> str:
    schema = getattr(kind, "extra_json_schema", None) or {}
    return str(schema.get("description", ""))


def _field_docs(kind: type) -> dict[str, str]:
    """The strings that stand under fields, by field name, in the class and its bases."""
    found: dict[str, str] = {}
    for owner in reversed(kind.__mro__):
        if not owner.__module__.startswith("shiome."):
            continue
        body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(owner))).body[0].body  # type: ignore[attr-defined]
        for statement, following in itertools.pairwise(body):
            if (
                isinstance(statement, ast.AnnAssign)
                and isinstance(following, ast.Expr)
                and isinstance(following.value, ast.Constant)
            ):
                found[statement.target.id] = " ".join(str(following.value.value).split())  # type: ignore[union-attr]
    return found


def yardsticks_page() -> str:
    """The yardsticks of the region that ships, each with its components, their weights and reasons."""
    from shiome.region.pack import load_pack, locate
    from shiome.region.schema.yardsticks import Yardstick

    lines = [
        "# Yardsticks",
        "",
        "Made from the pack that ships. `shiome measure NAME` computes one; what is said of each method stands under `yardsticks.yaml` in",
        "[](pack.md).",
        "",
    ]
    for entry in load_pack(locate("peninsula")).entries("yardsticks", Yardstick).values():
        total = sum(component.weight for component in entry.components)
        lines += [f"## `{entry.id}`", "", f"**{entry.name['en']}** ({entry.name['ja']}). {entry.about['en']}", ""]
        lines += [f"{entry.direction['en']} By {entry.period} since {entry.since}; {', '.join(entry.cite)}.", ""]
        lines += ["| component | method | weight | 0 at | 1 at | why |", "|---|---|---|---|---|---|"]
        lines += [
            f"| `{c.id}`: {c.name['en']} | {type(c).__struct_config__.tag} | {c.weight / total:.2f} | {c.low:g} | {c.high:g} "
            f"| {c.reason['en']} |"
            for c in entry.components
        ]
        lines.append("")
        for title, parts in (("Variants", entry.variants), ("Tell-tales", entry.telltales)):
            if parts:
                lines += [f"{title}: " + "; ".join(f"`{part.id}` ({part.name['en']})" for part in parts) + ".", ""]
    return "\n".join(lines)


_SHORTHANDS = {"refused": ("InputRefused", 3)}
"""Functions that make an error of a file and a line: its class, and which argument is the message."""


def errors_page() -> str:
    """Every error code with its class and message."""
    rows: dict[str, tuple[str, str]] = {}
    files = sorted((ROOT / "src" / "shiome").rglob("*.py"))
    trees = {_module(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}
    makers = {module: _makers(tree) for module, tree in trees.items()}
    for module, tree in trees.items():
        here = _error_classes() | _SHORTHANDS_OF_ALL | _imported(tree, makers) | makers[module]
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            maker = here.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            first = node.args[0]
            if maker is None or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            kind, prefix, place = maker
            message = ast.unparse(node.args[place]) if len(node.args) > place else ""
            rows.setdefault(prefix + first.value, (kind, _template(message)))
    lines = [
        "# Errors",
        "",
        "Every refusal is one line and ends in its code. Exit status 1 unless a command says otherwise.",
        "",
    ]
    lines += ["| code | class | message |", "|---|---|---|"]
    lines += [f"| `{code}` | `{name}` | {message} |" for code, (name, message) in sorted(rows.items())]
    return "\n".join([*lines, ""])


Maker = tuple[str, str, int]
"""What makes an error: its class, what stands before its code, and which argument is the message."""
_SHORTHANDS_OF_ALL: dict[str, Maker] = {name: (kind, "", place) for name, (kind, place) in _SHORTHANDS.items()}


def _error_classes() -> dict[str, Maker]:
    from shiome import errors

    return {
        name: (name, "", 1)
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and issubclass(kind, errors.ShiomeError)
    }


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def _makers(tree: ast.Module) -> dict[str, Maker]:
    """Functions of a module that put its prefix before a code and make an error of it."""
    found: dict[str, Maker] = {}
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or not function.args.args or function.args.args[0].arg != "code":
            continue
        names = [argument.arg for argument in function.args.args]
        place = next((number for number, name in enumerate(names) if name in ("text", "message")), 1)
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.JoinedStr | ast.Name):
                kind = getattr(call.func, "id", "")
                if kind in _error_classes():
                    first = call.args[0].values[0] if isinstance(call.args[0], ast.JoinedStr) else ast.Constant("")
                    found[function.name] = (kind, str(first.value) if isinstance(first, ast.Constant) else "", place)
    return found


def _imported(tree: ast.Module, makers: dict[str, dict[str, Maker]]) -> dict[str, Maker]:
    return {
        alias.asname or alias.name: makers[node.module][alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in makers
        for alias in node.names
        if alias.name in makers[node.module]
    }


def _template(source: str) -> str:
    text = source.removeprefix("f").strip("'\"").replace("|", "/")
    return text.replace("{", "‹").replace("}", "›").replace("\\n", " ")


def pages() -> dict[Path, str]:
    """Path to text of every page that follows from the code."""
    return {
        PAGES / "commands.md": commands_page(),
        PAGES / "pack.md": pack_page(),
        PAGES / "cases.md": cases_page(),
        PAGES / "yardsticks.md": yardsticks_page(),
        PAGES / "errors.md": errors_page(),
    }


def main() -> int:
    """Write the pages, or with ``--check`` compare them."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run 'python tools/reference.py'\n")
        return 1 if stale else 0
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
