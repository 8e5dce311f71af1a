"""The sample programme, made by the same services that a user's clicks call."""

from cohort_desk.services.sample.making import FILE_NAME, create_sample

__all__ = ["FILE_NAME", "create_sample"]
