"""The partners' nodes: made in folders of their own, and introduced to one another as their operators would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from shiome.coordination.exchange.node import Node
from shiome.coordination.warning.processes.orders import NODE
from shiome.errors import InputRefused, why


@contextmanager
def folder_for(kept: Path | None) -> Iterator[Path]:
    """An empty folder: the one that is to be kept, or one that is gone where the block ends.

    Raises
    ------
    InputRefused
        ``warning.exists``: there is something in it already; ``warning.write``.
    """
    if kept is None:
        with TemporaryDirectory(prefix="shiome-warning-") as made:
            yield Path(made)
        return
    try:
        kept.mkdir(parents=True, exist_ok=True)
        used = any(kept.iterdir())
    except OSError as error:
        raise InputRefused(
            "warning.write",
            f"{kept} cannot be used: {why(error).en}",
            ja=f"{kept} を使えない（{why(error).ja}）",
            hint="name another folder",
            hint_ja="別のフォルダを指定する",
            failed=kept,
        ) from error
    if used:
        raise InputRefused(
            "warning.exists",
            f"there is something in {kept} already",
            ja=f"{kept} は空でない",
            hint="name a new or an empty folder",
            hint_ja="新しいフォルダか空のフォルダを指定する",
            failed=kept,
        )
    yield kept


def make_nodes(folder: Path, partners: Sequence[str], databases: Mapping[str, str]) -> None:
    """Make a node for each partner, with keys and tokens of all others.

    Parameters
    ----------
    databases:
        Partner to the address of its PostgreSQL database; the others get a SQLite file.
    """
    with ExitStack() as stack:
        nodes = {
            name: stack.enter_context(
                Node.create(folder / name / NODE, node=name, party=name.upper(), db=databases.get(name, ""))
            )
            for name in partners
        }
        for giver, taker in permutations(nodes.values(), 2):
            token = giver.add_partner(taker.name, party=taker.identity.party, public=taker.signing_key.public)
            taker.folder.keep_token(giver.name, token)
