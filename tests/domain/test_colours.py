"""The colours of sectors and agencies."""

from itertools import pairwise

import pytest

from cohort_desk.domain.colours import agency_colour, contrast, sector_colour
from cohort_desk.domain.sectors import SECTORS


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_sector_has_a_colour_of_its_own_that_text_can_stand_on():
    swatches = [sector_colour(sector.key) for sector in SECTORS]
    assert len({swatch.fill for swatch in swatches}) == len(SECTORS)
    assert all(contrast(swatch.fill, swatch.ink) >= 4.5 for swatch in swatches)


def test_agencies_that_follow_one_another_look_unlike():
    swatches = [agency_colour(agency_id) for agency_id in range(1, 40)]
    assert all(one.fill != next_.fill for one, next_ in pairwise(swatches))
    assert len({swatch.fill for swatch in swatches}) == 12
    assert all(contrast(swatch.fill, swatch.ink) >= 4.5 for swatch in swatches)
