"""What a user can do with the people of a cohort; one function per action."""

from cohort_desk.services.people.changes import (
    BULK_FIELDS,
    add_person,
    edit_person,
    enrol_people_again,
    set_for_people,
    withdraw_people,
)
from cohort_desk.services.people.choices import Choice, PeopleChoices, read_people_choices
from cohort_desk.services.people.finding import PeopleFilter, PeopleSort, find_people
from cohort_desk.services.people.lists import PERSON_COLUMNS, SHEET_COLUMNS, read_people_list
from cohort_desk.services.people.photo_import import LeftAlone, PhotoImport, import_photos
from cohort_desk.services.people.photos import (
    read_photo,
    read_photos,
    remove_photo,
    set_photo,
)
from cohort_desk.services.people.pictures import ENDINGS, read_picture
from cohort_desk.services.people.records import Person, Placement, read_people, read_person
from cohort_desk.services.people.rules import PersonRule

__all__ = [
    "BULK_FIELDS",
    "ENDINGS",
    "PERSON_COLUMNS",
    "SHEET_COLUMNS",
    "Choice",
    "LeftAlone",
    "PeopleChoices",
    "PeopleFilter",
    "PeopleSort",
    "Person",
    "PersonRule",
    "PhotoImport",
    "Placement",
    "add_person",
    "edit_person",
    "enrol_people_again",
    "find_people",
    "import_photos",
    "read_people",
    "read_people_choices",
    "read_people_list",
    "read_person",
    "read_photo",
    "read_photos",
    "read_picture",
    "remove_photo",
    "set_for_people",
    "set_photo",
    "withdraw_people",
]
