"""What a user can do with sessions and attendance; one function per action."""

from cohort_desk.services.attendance.reading import (
    CohortAttendance,
    PersonAttendance,
    SessionLine,
    SignInSheet,
    list_sessions,
    read_attendance,
    read_session,
    read_sign_in,
)
from cohort_desk.services.attendance.register import (
    Entry,
    Register,
    note_attendance,
    read_register,
    record,
    record_rest,
)
from cohort_desk.services.attendance.sessions import (
    add_session,
    copy_sessions,
    delete_sessions,
    edit_session,
)
from cohort_desk.services.attendance.shares import attendance_of

__all__ = [
    "CohortAttendance",
    "Entry",
    "PersonAttendance",
    "Register",
    "SessionLine",
    "SignInSheet",
    "add_session",
    "attendance_of",
    "copy_sessions",
    "delete_sessions",
    "edit_session",
    "list_sessions",
    "note_attendance",
    "read_attendance",
    "read_register",
    "read_session",
    "read_sign_in",
    "record",
    "record_rest",
]
