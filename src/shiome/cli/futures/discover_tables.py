"""What discovery found, as JSON and as tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from shiome.cli.output import emit_table, say

if TYPE_CHECKING:
    from shiome.futures.analyses.discovery import Discovered, Screened
    from shiome.futures.discovery.robustness import Robustness
    from shiome.futures.discovery.trees import Node
    from shiome.futures.model import FuturesModel


def parts(model: FuturesModel) -> int:
    """How many parts robustness leaves out in turn."""
    claims = {support.claim for cell in model.cells for support in cell.supports}
    documents = {document for cell in model.cells for document in cell.documents}
    return len(claims) + len(documents) + len(model.drivers)


def shape(found: Discovered, screened: Screened | None, hangs: Robustness[float] | None) -> dict[str, Any]:
    """Everything found, as JSON."""
    told: dict[str, Any] = {
        "formula": found.formula,
        "runs": found.runs.size,
        "share": found.share,
        "box": {
            "coverage": found.box.coverage,
            "density": found.box.density,
            "restrictions": [str(each) for each in found.box.restrictions],
            "inputs": [
                {"name": each.name, "same_coverage": each.same_coverage, "same_density": each.same_density}
                for each in found.resampling.inputs
            ],
        },
        "trajectory": [
            {"coverage": box.coverage, "density": box.density, "restricted": list(box.restricted)}
            for box in found.trajectory.boxes
        ],
        "tree": _node(found.tree),
    }
    if screened is not None:
        told["sensitivity"] = {
            "runs": screened.runs,
            "morris": [
                {"input": name, "strength": e.strength, "error": e.error, "mean": e.mean, "spread": e.spread}
                for name, e in screened.effects.items()
            ],
            "sobol": [
                {
                    "input": name,
                    "first": screened.sobol.first[name].share,
                    "first_error": screened.sobol.first[name].error,
                    "total": total.share,
                    "total_error": total.error,
                }
                for name, total in screened.sobol.total.items()
            ],
        }
    if hangs is not None:
        told["robustness"] = {
            "whole": hangs.whole,
            "pivotal": [{"kind": part.kind, "name": part.name} for part in hangs.pivotal],
            "without": [
                {"kind": w.part.kind, "name": w.part.name, "p": w.conclusion, "changed": w.changed, "reason": w.reason}
                for w in hangs.without
            ],
        }
    return told


def _node(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {"runs": node.size, "share": node.wanted / node.size}
    if node.split is not None and node.left is not None and node.right is not None:
        told |= {"if": str(node.split.low), "then": _node(node.left), "else": _node(node.right)}
    return told


def show(
    found: Discovered, screened: Screened | None, hangs: Robustness[float] | None, language: str, *, limit: int
) -> None:
    """What was found, for the terminal."""
    ja = language == "ja"
    box = found.box
    typer.echo(
        f"{found.formula}：{found.runs.size} 回のうち {found.share:.1%}"
        if ja
        else f"{found.formula}: {found.share:.1%} of {found.runs.size} runs"
    )
    typer.echo(
        f"箱：結果の {box.coverage:.0%} を含み、箱の中の {box.density:.0%} で起きる"
        if ja
        else f"box: holds {box.coverage:.0%} of them; inside it {box.density:.0%} of runs have the outcome"
    )
    stable = {each.name: each for each in found.resampling.inputs}
    headers = ["再抽出", "制約"] if ja else ["resampled", "restriction"]
    emit_table(
        headers,
        [[f"{stable[r.name].same_density:.0%}" if r.name in stable else "", str(r)] for r in box.restrictions],
    )
    typer.echo("木：" if ja else "tree:")
    _show_node(found.tree, 1)
    if screened is not None:
        _show_screened(screened, ja=ja, limit=limit)
    if hangs is not None:
        _show_robustness(hangs, ja=ja)


def _show_node(node: Node, depth: int) -> None:
    if node.split is None or node.left is None or node.right is None:
        typer.echo("  " * depth + f"→ {node.wanted / node.size:.1%} ({node.size})")
        return
    typer.echo("  " * depth + str(node.split.low))
    _show_node(node.left, depth + 1)
    typer.echo("  " * depth + str(node.split.high))
    _show_node(node.right, depth + 1)


def _show_screened(screened: Screened, *, ja: bool, limit: int) -> None:
    emit_table(
        ["効果", "±", "総効果", "入力"] if ja else ["effect", "±", "total share", "input"],
        [
            [
                f"{effect.strength:.3f}",
                f"{effect.error:.3f}",
                f"{screened.sobol.total[name].share:.2f}±{screened.sobol.total[name].error:.2f}"
                if name in screened.sobol.total
                else "",
                name,
            ]
            for name, effect in list(screened.effects.items())[:limit]
        ],
    )


def _show_robustness(hangs: Robustness[float], *, ja: bool) -> None:
    changed = [each for each in hangs.without if each.changed]
    emit_table(
        ["種類", "除いたもの", "確率"] if ja else ["kind", "without", "probability"],
        [
            [each.part.kind, each.part.name, each.reason if each.conclusion is None else f"{each.conclusion:.3f}"]
            for each in changed
        ],
    )
    say(
        f"全体では {hangs.whole:.3f}。{len(hangs.without)} のうち {len(changed)} を除くと変わる"
        if ja
        else f"{hangs.whole:.3f} from everything; {len(changed)} of {len(hangs.without)} parts change it when left out"
    )
