"""The one-line refusals of vote files: what is wrong, in which file and line, how to mend it."""

from __future__ import annotations

from pathlib import Path

from shiome.errors import InputRefused, MissingExtra, why


def refused(
    code: str, path: Path, line: int | None, why: str, ja: str, *, hint: str = "", hint_ja: str = ""
) -> InputRefused:
    """A refusal to raise; ``line`` counts from 1, the heading included."""
    place = path.name if line is None else f"{path.name}, line {line}"
    place_ja = path.name if line is None else f"{path.name} の {line} 行"
    return InputRefused(
        code,
        f"{place}: {why}",
        ja=f"{place_ja}：{ja}",
        hint=hint or "give the file as its authors distribute it",
        hint_ja=hint_ja or "配布元のファイルをそのまま渡す",
        failed=path,
    )


def unreadable(path: Path, error: BaseException) -> InputRefused:
    """The refusal of a file that is missing, broken or of another kind."""
    reason = why(error)
    return refused(
        "votes.unreadable",
        path,
        None,
        f"it cannot be read ({reason.en})",
        f"読めない（{reason.ja}）",
        hint="check the path, or fetch the file again",
        hint_ja="パスを確かめるか、ファイルを取り直す",
    )


def missing_library(library: str) -> MissingExtra:
    """The error where pyarrow is not installed."""
    return MissingExtra(
        "extra.bulk",
        f"vote files need the library {library}",
        ja=f"投票データの読み込みにはライブラリ {library} が要る",
        hint="install shiome[bulk]",
        hint_ja="shiome[bulk] を入れる",
        failed=library,
    )
