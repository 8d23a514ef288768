"""What changed between two texts: steps from one to the other, and facts that differ."""

from service.changes.flags import flags
from service.changes.marked import only_figures_differ
from service.changes.steps import changes
from service.changes.wording import shared_wording

__all__ = ["changes", "flags", "only_figures_differ", "shared_wording"]
