"""Data for charts, made by hand or by hypothesis, without a database."""

from decimal import Decimal

from hypothesis import strategies as st

from cohort_desk.domain.marks.spread import spread_of
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.services.groups.mixes import AgencyShare, GroupMix
from cohort_desk.services.home.track import Step
from cohort_desk.services.marks.consistency import Consistency, MarkerMarks, PairMarks
from cohort_desk.services.marks.distribution import distribution

NAMES = st.text(alphabet="Abgimnowłő éحبদिम中Ω-", min_size=1, max_size=60)
MARKS = st.lists(
    st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100), max_size=60
)
WIDTHS = st.floats(170, 900)


def mixes(names, counts):
    """Return groups with so many people of the first sectors, each from an agency of its own."""
    return [
        GroupMix(
            name,
            tuple((sector.key, count) for sector, count in zip(SECTORS, own, strict=False)),
            tuple(
                AgencyShare(f"{name} {sector.label} Agency", sector.label, sector.key, count)
                for sector, count in zip(SECTORS, own, strict=False)
            ),
        )
        for name, own in zip(names, counts, strict=True)
    ]


GROUPS = st.lists(
    st.tuples(NAMES, st.lists(st.integers(1, 6), min_size=1, max_size=9)), min_size=1, max_size=12
).map(lambda pairs: mixes([name for name, _ in pairs], [own for _, own in pairs]))


def marks(values, name="Project report", rules=Regulations()):  # noqa: B008 - it is frozen
    """Return the distribution of marks."""
    return distribution(name, values, rules)


def _spread(values):
    found = spread_of(values)
    assert found is not None
    return found


def consistency(given, differences):
    """Return how a sitting was marked, from marks by marker and differences by pair of names."""
    markers = tuple(
        MarkerMarks(at, name, tuple(values), _spread(values))
        for at, (name, values) in enumerate(given.items(), 1)
    )
    pairs = tuple(
        PairMarks(1, 2, *names, tuple(values), _spread(values), 0)
        for names, values in differences.items()
    )
    everything = [value for values in given.values() for value in values]
    between = [value for values in differences.values() for value in values]
    return Consistency(
        "Project report",
        len(everything),
        0,
        markers,
        spread_of(everything),
        pairs,
        spread_of(between),
        Decimal(5),
    )


MARKED = st.dictionaries(
    NAMES,
    st.lists(st.integers(0, 100).map(Decimal), min_size=1, max_size=30),
    min_size=1,
    max_size=6,
).map(lambda given: consistency(given, {("Alder", name): given[name] for name in given}))

STEPS = st.lists(
    st.builds(
        Step,
        name=NAMES,
        done=st.integers(0, 3000),
        total=st.integers(0, 3000),
        of=NAMES,
        later=st.integers(0, 500),
    ),
    min_size=1,
    max_size=8,
)
