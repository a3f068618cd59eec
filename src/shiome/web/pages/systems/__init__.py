"""*Systems*: every named system of the region with what serves it, and what other packages add."""

from __future__ import annotations

from shiome.web.model import Page, Parameter, Section
from shiome.web.pages.systems import named, plugins

SECTION = Section(
    name="systems",
    pages=(
        Page(name="systems", path="/systems", about="The named systems with what serves each.", handler=named.every),
        Page(
            name="systems.checked",
            path="/systems/checked",
            about="The systems asked anew: which of them answer.",
            handler=named.answering,
            parameters=(Parameter(name="system", about="One system only."),),
            slow=True,
            part=True,
        ),
        Page(
            name="systems.plugins",
            path="/systems/plugins",
            about="What other packages add: each part with package and version, and what is wrong with it.",
            handler=plugins.every,
            fresh=True,
        ),
        Page(name="systems.one", path="/systems/{system}", about="One system.", handler=named.one),
    ),
)
