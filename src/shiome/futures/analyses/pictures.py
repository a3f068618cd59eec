"""Pictures of futures, as charts that the terminal, the document and the page draw alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shiome.charts import Shares, SharesGrid, TreeNode
from shiome.futures.analyses.ensembles import Asked
from shiome.futures.branching.records import Branch, ScenarioTree
from shiome.futures.model.ensembles import month_of
from shiome.vocabulary.languages import in_language


def fan_charts(asked: Asked, language: str, *, drivers: Sequence[str] | None = None) -> SharesGrid:
    """In what share of the simulated futures each driver is in each of its states, month by month."""
    shares = asked.ensemble.frequencies()
    months = tuple(month_of(asked.model, month) for month in range(len(shares)))
    seen = "最後の観測：" if language == "ja" else "last seen: "
    return SharesGrid(
        charts=tuple(
            Shares(
                title=in_language(driver.name, language),
                subtitle=f"{seen}{in_language(driver.state(driver.observed).name, language)}"
                if driver.observed
                else "",
                parts=tuple(in_language(state.name, language) for state in driver.states),
                months=months,
                values=tuple(tuple(float(x) for x in row[number, : len(driver.states)]) for row in shares),
            )
            for number, driver in enumerate(asked.model.drivers)
            if not drivers or driver.id in drivers
        )
    )


def tree_nodes(tree: ScenarioTree, label: Callable[[Branch], str]) -> tuple[TreeNode, ...]:
    """The branches of a scenario tree as its picture draws them, each labelled in words."""
    return tuple(
        TreeNode(id=each.id, parent=each.parent, label=label(each), share=each.probability.value, parts=each.futures)
        for each in tree.branches
    )
