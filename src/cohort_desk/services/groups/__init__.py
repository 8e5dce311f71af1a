"""What a user can do with rounds and groups; one function per action."""

from cohort_desk.domain.forming.columns import CRITERIA_COLUMNS
from cohort_desk.services.groups.board import (
    Board,
    BoardGroup,
    Card,
    board_size,
    open_board,
    read_board,
)
from cohort_desk.services.groups.comparing import (
    ComparedSide,
    GroupComparison,
    GroupPair,
    SitsElsewhere,
    compare_proposals,
    compare_with_board,
)
from cohort_desk.services.groups.columns import ColumnFacts, RoundColumns, describe_columns
from cohort_desk.services.groups.differences import Corrected, Detail, Difference, Moved
from cohort_desk.services.groups.forming import (
    Preparation,
    Slot,
    check_settings,
    prepare_forming,
)
from cohort_desk.services.groups.keeping import keep_proposal, keep_proposals
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
    accept_proposal,
    discard_proposal,
    discard_proposals,
    list_proposals,
    note_on_proposal,
)
from cohort_desk.services.groups.proposed import Proposal, ProposedGroup
from cohort_desk.services.groups.publishing import (
    PublishedVersion,
    list_versions,
    next_version,
    publish,
    publish_proposal,
    read_group_list,
    unpublished_changes,
)
from cohort_desk.services.groups.reseating import Seat, reseat
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
    "ColumnFacts",
    "ComparedSide",
    "Corrected",
    "Detail",
    "Difference",
    "GroupComparison",
    "GroupPair",
    "Moved",
    "NewRule",
    "Preparation",
    "Proposal",
    "ProposedGroup",
    "PublishedVersion",
    "Round",
    "RoundColumns",
    "RoundRule",
    "RoundSettings",
    "Seat",
    "SitsElsewhere",
    "Slot",
    "accept_proposal",
    "add_group",
    "add_round",
    "add_rule",
    "board_size",
    "check_settings",
    "compare_proposals",
    "compare_with_board",
    "delete_round",
    "describe_columns",
    "discard_proposal",
    "discard_proposals",
    "keep_proposal",
    "keep_proposals",
    "list_proposals",
    "list_rounds",
    "list_rules",
    "list_versions",
    "lock_group",
    "lock_people",
    "move_people",
    "next_version",
    "note_on_proposal",
    "open_board",
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
    "reseat",
    "save_settings",
    "swap_people",
    "unpublished_changes",
]
