"""What a user can do with packs: make them, merge what comes back, work away from the office."""

from cohort_desk.services.packs.away import (
    AwayPack,
    ReturnedWork,
    away_pack,
    away_path,
    open_pack_away,
    prepare_return,
)
from cohort_desk.services.packs.examiner import prepare_examiner_pack
from cohort_desk.services.packs.marking import MarkingWish, prepare_marking_pack
from cohort_desk.services.packs.peers import prepare_peer_packs
from cohort_desk.services.packs.plans import (
    CellAbout,
    Choices,
    Merged,
    MergePlan,
    MergeRow,
    Outcome,
)
from cohort_desk.services.packs.records import (
    STATUSES,
    Pack,
    Prepared,
    keep_pack,
    list_packs,
    withdraw_pack,
)
from cohort_desk.services.packs.returning import apply_return, plan_return
from cohort_desk.services.packs.savings import (
    FormOffer,
    FormWish,
    form_offers,
    prepare_savings_forms,
)
from cohort_desk.services.packs.to_mark import PackOffer, offers

__all__ = [
    "STATUSES",
    "AwayPack",
    "CellAbout",
    "Choices",
    "FormOffer",
    "FormWish",
    "MarkingWish",
    "MergePlan",
    "MergeRow",
    "Merged",
    "Outcome",
    "Pack",
    "PackOffer",
    "Prepared",
    "ReturnedWork",
    "apply_return",
    "away_pack",
    "away_path",
    "form_offers",
    "keep_pack",
    "list_packs",
    "offers",
    "open_pack_away",
    "plan_return",
    "prepare_examiner_pack",
    "prepare_marking_pack",
    "prepare_peer_packs",
    "prepare_return",
    "prepare_savings_forms",
    "withdraw_pack",
]
