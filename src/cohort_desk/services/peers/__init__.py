"""What a user can do with peers' ratings; one function per action."""

from cohort_desk.services.peers.contributions import (
    GroupContributions,
    list_contributions,
    read_contributions,
)
from cohort_desk.services.peers.criteria import (
    add_criterion,
    delete_criterion,
    edit_criterion,
    move_criterion,
)
from cohort_desk.services.peers.forms import FormCriterion, PeerForm, form_of
from cohort_desk.services.peers.overrides import Figure, override, withdraw_override
from cohort_desk.services.peers.papers import PeerPaper, read_forms, read_sheet
from cohort_desk.services.peers.rated_groups import Member, Override, Returned
from cohort_desk.services.peers.reading import (
    GroupReturns,
    MemberReturn,
    PeerCriterion,
    PeerRound,
    PeerRounds,
    RoundState,
    Unopened,
    list_rounds,
    read_round,
)
from cohort_desk.services.peers.returns import (
    PeerReturn,
    PlannedReturn,
    plan_returns,
    rate,
    take_returns,
    withdraw_return,
)
from cohort_desk.services.peers.rounds import (
    Terms,
    close_round,
    delete_round,
    edit_round,
    open_round,
    reopen_round,
)
from cohort_desk.services.peers.shares import shares_of

__all__ = [
    "Figure",
    "FormCriterion",
    "GroupContributions",
    "GroupReturns",
    "Member",
    "MemberReturn",
    "Override",
    "PeerCriterion",
    "PeerForm",
    "PeerPaper",
    "PeerReturn",
    "PeerRound",
    "PeerRounds",
    "PlannedReturn",
    "Returned",
    "RoundState",
    "Terms",
    "Unopened",
    "add_criterion",
    "close_round",
    "delete_criterion",
    "delete_round",
    "edit_criterion",
    "edit_round",
    "form_of",
    "list_contributions",
    "list_rounds",
    "move_criterion",
    "open_round",
    "override",
    "plan_returns",
    "rate",
    "read_contributions",
    "read_forms",
    "read_round",
    "read_sheet",
    "reopen_round",
    "shares_of",
    "take_returns",
    "withdraw_override",
    "withdraw_return",
]
