"""A design with all that one may show, and what its certificates say."""

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from cohort_desk.domain.certificates.design import Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, sample_statement, starting_design


def _picture(kind, size):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).ellipse((0, 0, size[0] - 1, size[1] - 1), fill="#1f3a5f")
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


@pytest.fixture(scope="session")
def pictures():
    """A logo and a signature, by their SHA-256, in this order."""
    made = (_picture("PNG", (120, 60)), _picture("JPEG", (200, 50)))
    return {hashlib.sha256(data).hexdigest(): data for data in made}


@pytest.fixture(scope="session")
def design(pictures):
    logo, hand = pictures
    signatories = (
        Signatory("Ada North", "Programme director", hand),
        Signatory("Ben South", "Chair of the award board"),
    )
    return starting_design(NEEDS[0], logo=logo, signatories=signatories)


@pytest.fixture(scope="session")
def statement():
    return replace(
        sample_statement(Kind.AWARD, programme="Riverside Leadership Programme"),
        serial="RLP-2026-0001",
        code="K7QF-3M2P-9TXX",
    )
