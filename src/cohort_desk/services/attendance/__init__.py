"""What a user can do with sessions and attendance; one function per action."""

from cohort_desk.services.attendance.shares import attendance_of

__all__ = ["attendance_of"]
