"""Addresses of an office's database, as they may be remembered."""

import pytest

from cohort_desk.services.programmes import without_password


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("postgresql://ann:secret@desk:5433/office", "postgresql://ann@desk:5433/office"),
        ("postgresql://ann@desk/office?password=secret", "postgresql://ann@desk/office"),
        (
            "postgresql://ann@/office?host=/run/pg&sslmode=require&sslpassword=secret",
            "postgresql://ann@/office?host=%2Frun%2Fpg&sslmode=require",
        ),
        ("postgres://ann@desk/office?passfile=/home/ann/secret", "postgres://ann@desk/office"),
        ("/home/ann/Leaders.cohort", "/home/ann/Leaders.cohort"),
    ],
)
def test_only_what_is_no_secret_is_remembered(address, kept):
    assert without_password(address) == kept
