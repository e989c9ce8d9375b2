"""How a draft with tracked changes is looked at unless the user says otherwise."""

from __future__ import annotations

from concordant.model import DraftView as View
from concordant.model import Which

__all__ = ["PROPOSED", "View", "Which"]

PROPOSED = View()
