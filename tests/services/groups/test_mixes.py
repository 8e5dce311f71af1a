"""How groups are mixed, by sector and by agency."""

from datetime import date

from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember
from cohort_desk.services.groups.mixes import AgencyShare, mixes_of_list


def _member(agency, short, sector):
    return ListedMember("Aisha Khan", agency, short, sector)


def test_people_are_counted_in_the_order_of_the_sectors():
    people = (
        _member("South Yorkshire Police", "SYP", "police"),
        _member("", "", ""),
        _member("Sheffield City Council", "", "local_government"),
        _member("South Yorkshire Police", "SYP", "police"),
    )
    groups = (ListedGroup("Group 1", people),)
    listing = GroupList("Programme", "2026 intake", "Projects", 1, date(2026, 11, 14), groups)
    [mix] = mixes_of_list(listing)
    assert mix.sectors == (("local_government", 1), ("police", 2), ("", 1))
    assert mix.people == 4
    assert mix.agencies == (
        AgencyShare("Sheffield City Council", "Sheffield City Council", "local_government", 1),
        AgencyShare("South Yorkshire Police", "SYP", "police", 2),
        AgencyShare("", "", "", 1),
    )
