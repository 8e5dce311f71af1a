"""What a user can do with rounds and groups; one function per action."""

from cohort_desk.services.groups.board import Board, BoardGroup, Card, read_board
from cohort_desk.services.groups.differences import Corrected, Detail, Difference, Moved
from cohort_desk.services.groups.forming import (
    Preparation,
    Slot,
    check_settings,
    keep_proposal,
    prepare_forming,
)
from cohort_desk.services.groups.material import CRITERIA_COLUMNS
from cohort_desk.services.groups.moves import (
    add_group,
    lock_group,
    lock_people,
    move_people,
    remove_group,
    rename_group,
    swap_people,
)
from cohort_desk.services.groups.proposals import (
    Proposal,
    ProposedGroup,
    accept_proposal,
    discard_proposal,
    list_proposals,
    note_on_proposal,
)
from cohort_desk.services.groups.publishing import (
    PublishedVersion,
    list_versions,
    next_version,
    publish,
    publish_proposal,
    read_group_list,
    unpublished_changes,
)
from cohort_desk.services.groups.rounds import (
    Round,
    RoundSettings,
    add_round,
    delete_round,
    list_rounds,
    read_settings,
    rename_round,
    save_settings,
)
from cohort_desk.services.groups.rules import NewRule, RoundRule, add_rule, list_rules, remove_rules

__all__ = [
    "CRITERIA_COLUMNS",
    "Board",
    "BoardGroup",
    "Card",
    "Corrected",
    "Detail",
    "Difference",
    "Moved",
    "NewRule",
    "Preparation",
    "Proposal",
    "ProposedGroup",
    "PublishedVersion",
    "Round",
    "RoundRule",
    "RoundSettings",
    "Slot",
    "accept_proposal",
    "add_group",
    "add_round",
    "add_rule",
    "check_settings",
    "delete_round",
    "discard_proposal",
    "keep_proposal",
    "list_proposals",
    "list_rounds",
    "list_rules",
    "list_versions",
    "lock_group",
    "lock_people",
    "move_people",
    "next_version",
    "note_on_proposal",
    "prepare_forming",
    "publish",
    "publish_proposal",
    "read_board",
    "read_group_list",
    "read_settings",
    "remove_group",
    "remove_rules",
    "rename_group",
    "rename_round",
    "save_settings",
    "swap_people",
    "unpublished_changes",
]
