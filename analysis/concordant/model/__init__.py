"""The values that walk through Concordant: frozen, keyword-only, free of behaviour that needs a file.

A `Policy` is read once and never changed; every later stage returns new values that point at clauses by id.
Ids are `<policy id>#<slug>` and serve as permalinks on the site.
"""

from __future__ import annotations

from concordant.model.concordance import (
    MIRROR,
    Decision,
    Divergence,
    Gap,
    Link,
    Passage,
    Relation,
    Row,
    Ruling,
    RulingState,
    Tie,
    Verdict,
)
from concordant.model.findings import (
    Analysis,
    Between,
    Concern,
    Conflict,
    ConflictType,
)
from concordant.model.policy import (
    Bearer,
    Capacity,
    Clause,
    Meta,
    Modality,
    Norm,
    Place,
    Policy,
    PolicyKind,
    Strength,
    Unit,
    UnitKind,
    policy_id_of,
)
from concordant.model.reading import (
    Change,
    ChangeKind,
    DraftView,
    Guess,
    ImportRecord,
    Remark,
    Which,
)

__all__ = [
    "MIRROR",
    "Analysis",
    "Bearer",
    "Between",
    "Capacity",
    "Change",
    "ChangeKind",
    "Clause",
    "Concern",
    "Conflict",
    "ConflictType",
    "Decision",
    "Divergence",
    "DraftView",
    "Gap",
    "Guess",
    "ImportRecord",
    "Link",
    "Meta",
    "Modality",
    "Norm",
    "Passage",
    "Place",
    "Policy",
    "PolicyKind",
    "Relation",
    "Remark",
    "Row",
    "Ruling",
    "RulingState",
    "Strength",
    "Tie",
    "Unit",
    "UnitKind",
    "Verdict",
    "Which",
    "policy_id_of",
]
