"""Charts: Vega-Lite specifications from plain data, drawn to SVG and PNG without a browser or a network; sparklines as text.

The same specification is drawn here for documents and by the web page in the browser.
"""

from shiome.charts.gantt import Gantt, GanttBar, gantt_specifications
from shiome.charts.model import Dot, Grid, Line, LineChart, Mark, Panel
from shiome.charts.rendering import check_ending, render_png, render_svg, write_picture
from shiome.charts.scatter import Scatter, Spot
from shiome.charts.shares import Shares, SharesGrid
from shiome.charts.sparkline import sparkline
from shiome.charts.specification import small_specifications, specification
from shiome.charts.tree import Tree, TreeNode

__all__ = [
    "Dot",
    "Gantt",
    "GanttBar",
    "Grid",
    "Line",
    "LineChart",
    "Mark",
    "Panel",
    "Scatter",
    "Shares",
    "SharesGrid",
    "Spot",
    "Tree",
    "TreeNode",
    "check_ending",
    "gantt_specifications",
    "render_png",
    "render_svg",
    "small_specifications",
    "sparkline",
    "specification",
    "write_picture",
]
