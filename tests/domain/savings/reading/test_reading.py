"""Sentences of reports, read into lines to confirm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.savings.reading import read_text
from cohort_desk.domain.savings.words import BASES, TYPES

ABOUT, SETTLED = True, False
YEARLY, ONCE = True, False


@pytest.mark.parametrize(
    ("sentence", "pounds", "approximate", "recurrent", "basis"),
    [
        ("projected to save c £150K annually", 150_000, ABOUT, YEARLY, "unknown"),
        ("projected net savings of around £100K annually", 100_000, ABOUT, YEARLY, "net"),
        ("The scheme delivers a one-off saving of £20,000.", 20_000, SETTLED, ONCE, "unknown"),
        ("Saves c. £150k p.a. gross.", 150_000, ABOUT, YEARLY, "gross"),
        ("saves £2,500 per month", 30_000, SETTLED, YEARLY, "unknown"),
        ("They save £750 a week in overtime.", 39_000, SETTLED, YEARLY, "unknown"),
        ("up to £45,000 a year", 45_000, ABOUT, YEARLY, "unknown"),
        ("at least £45,000 p.a. net of costs", 45_000, ABOUT, YEARLY, "net"),
        ("savings of just over £45,000 per annum", 45_000, ABOUT, YEARLY, "unknown"),
        ("nearly £1 million is saved", 1_000_000, ABOUT, ONCE, "unknown"),
        ("It saves £3,412.57 in postage each year", 3_412.57, SETTLED, YEARLY, "unknown"),
        ("£1.5bn saved", 1_500_000_000, SETTLED, ONCE, "unknown"),
        ("half a million pounds will be saved", 500_000, SETTLED, ONCE, "unknown"),
        ("The network saves ~£½m yearly", 500_000, ABOUT, YEARLY, "unknown"),
        ("It saves 150k a year", 150_000, SETTLED, YEARLY, "unknown"),
        ("saves GBP 150 000 every year", 150_000, SETTLED, YEARLY, "unknown"),
        ("saves £150.000 annually", 150_000, SETTLED, YEARLY, "unknown"),
        ("saving £150K (£150,000) annually", 150_000, SETTLED, YEARLY, "unknown"),
        ("£100,000+ per year in savings", 100_000, ABOUT, YEARLY, "unknown"),
        ("The saving is £25,000 or so per annum", 25_000, ABOUT, YEARLY, "unknown"),
        ("projected to save c £150K for the city and its partners annually", 150_000, ABOUT,
         YEARLY, "unknown"),
    ],
)  # fmt: skip
def test_one_amount(sentence, pounds, approximate, recurrent, basis):
    (line,) = read_text(sentence).lines
    assert line.pence == round(pounds * 100)
    assert (line.approximate, line.recurrent, line.basis) == (approximate, recurrent, basis)
    assert line.quote == sentence
    assert line.doubt == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "savings between £80k and £120k a year",
        "£80,000 to £120,000 saved p.a.",
        "£80–120k annually",
    ],
)
def test_of_a_range_the_lower_end_is_proposed_and_both_are_told(sentence):
    (line,) = read_text(sentence).lines
    assert (line.pence, line.approximate) == (80_000_00, True)
    assert line.notes[0] == (
        "The text gives a range, £80,000 to £120,000: the lower end is proposed."
    )


def test_a_change_is_read_as_its_difference():
    (line,) = read_text("Reduces agency staff costs from £200k to £150k a year").lines
    assert (line.pence, line.approximate, line.doubt) == (50_000_00, False, "")
    assert "a fall from £200,000 to £150,000" in line.notes[0]


def test_a_total_over_years_is_parted_and_says_so():
    (line,) = read_text("It will save £1.2m over three years").lines
    assert (line.pence, line.years, line.by_year, line.recurrent) == (400_000_00, 3, (), True)
    assert line.notes == (
        "£1,200,000 “over three years” is read as the total of 3 years, £400,000 in each.",
    )
    (odd,) = read_text("It will save £1,000,000 over the next 3 years").lines
    assert odd.by_year == (333_333_34, 333_333_33, 333_333_33)


def test_a_yearly_amount_over_years_is_not_parted():
    (line,) = read_text("saves £100,000 a year over five years").lines
    assert (line.pence, line.years) == (100_000_00, 5)
    (each,) = read_text("The saving is £90,000 for each of three years").lines
    assert (each.pence, each.years, each.recurrent) == (90_000_00, 3, True)


def test_what_is_not_said_to_be_yearly_is_one_off_with_a_note():
    (line,) = read_text("It saves £9,000").lines
    assert not line.recurrent
    assert line.notes == ("Nothing says that it comes every year: it is read as one-off.",)


def test_costs_are_told_from_savings_in_one_sentence():
    cost, saving, receipt = read_text(
        "Invest £60k in year one, then save £150,000 annually and a one-off receipt of £20,000"
    ).lines
    assert cost.doubt == "This reads like a cost or a budget, not like a saving."
    assert (saving.pence, saving.recurrent, saving.doubt) == (150_000_00, True, "")
    assert (receipt.recurrent, receipt.type) == (False, "cashable_income")


@pytest.mark.parametrize(
    ("sentence", "type_", "word"),
    [
        ("It raises income by £12,000 a year", "cashable_income", "raises"),
        ("Staff time saved is worth £30,000 a year", "non_cashable", "time saved"),
        ("avoided costs of around £75,000 per year", "non_cashable", "avoided"),
        ("Households will save £100 a year on heating", "third_party", "Households will save"),
        ("It is worth £5,000 a year to residents in fares", "third_party", "a year to residents"),
        ("revenue savings of £80,000", "cashable_spend", ""),
        ("saves £20k a year in agency fees", "cashable_spend", ""),
    ],
)
def test_the_type_is_a_guess_that_names_its_word(sentence, type_, word):
    (line,) = read_text(sentence).lines
    assert line.type == type_
    guesses = [note for note in line.notes if "suggests the type" in note]
    assert guesses == ([f"“{word}” suggests the type “{TYPES[type_]}”."] if word else [])


def test_several_sentences_keep_their_own_words_and_pages():
    first, second, third = read_text(
        "A shared records service is projected to save c. £150k p.a. (p. 14). Fleet hire,\n"
        "now pooled, saves £20,000 (pp. 15-16).\n\n• Pooled training would cut £5,000 a year."
    ).lines
    assert (first.title, first.page) == ("Shared records service", "14")
    assert (second.title, second.page) == ("Fleet hire, now pooled", "15–16")
    assert second.quote == "Fleet hire, now pooled, saves £20,000 (pp. 15-16)."
    assert (third.title, third.page, third.pence) == ("Pooled training", "", 5_000_00)


def test_a_page_named_once_is_the_page_of_all():
    lines = read_text("Page 9: Fuel is cut by £4,000. Tyres save £1,000 a year.").lines
    assert [(line.pence, line.page) for line in lines] == [(4_000_00, "9"), (1_000_00, "9")]


@pytest.mark.parametrize(
    ("sentence", "first_year"),
    [
        ("saves £5,000 a year from April 2027", 2027),
        ("saves £5,000 a year from March 2027", 2026),
        ("saves £5,000 in 2026/27", 2026),
        ("saves £5,000 each year from 2028", 2028),
        ("saves £5,000 each year", None),
    ],
)
def test_the_first_year_is_read_where_it_is_said(sentence, first_year):
    assert read_text(sentence).lines[0].first_year == first_year


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("", "Paste the sentence of the report"),
        ("The group met four times and changed the strategy.", "No amount of money was found."),
        ("£12 per visit is saved", "£12 is the price of one visit"),
        ("savings worth €50,000", "Only pounds are read"),
        ("saves £0 a year", "No amount of money was found."),
        (f"saves £{'9' * 400}", "No amount of money was found."),
        ("It saves 150,000 sheets of paper.", "No amount of money was found."),
    ],
)
def test_without_an_amount_it_says_what_to_do(text, guidance):
    reading = read_text(text)
    assert reading.lines == ()
    assert reading.guidance.startswith(guidance)


def test_a_long_text_is_read_in_part_and_says_so():
    reading = read_text("It saves £7,000 a year. " * 1000)
    assert reading.guidance == "Only the first 20,000 characters were read."
    (line,) = read_text(f"It saves £7,000 {'indeed ' * 300}").lines
    assert len(line.quote) == 1000
    assert "The quotation is cut after 1,000 characters." in line.notes


_PIECES = st.sampled_from(
    ["£", "150", "1,2", "K", "m", " to ", "-", " a year", " over ", "three", " years", ".", "\n",
     "between ", " and ", "c", "½", " per ", "p. ", "from ", " by ", "2027/28", "٣", "\x00", "each"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map("".join)))
def test_any_text_is_read_without_an_error(text):
    for line in read_text(text).lines:
        assert line.pence > 0
        assert line.title
        assert line.type in TYPES
        assert line.basis in BASES
        assert line.years is None or line.years > 1
        assert not line.by_year or (len(line.by_year) == line.years and line.recurrent)
        assert line.quote in " ".join(text.split()) or line.quote.endswith("…")


@given(st.integers(1, 10**9), st.booleans())
def test_an_amount_is_read_as_it_is_written(pence, yearly):
    whole, rest = divmod(pence, 100)
    written = f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"
    (line,) = read_text(f"It will save {written}{' a year' if yearly else ''}.").lines
    assert (line.pence, line.recurrent) == (pence, yearly)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("It is projected to save c £150K annually.", "Recurrent saving"),
        ("It will save £40,000.", "One-off saving"),
    ],
)
def test_a_title_carries_no_amount_that_may_be_settled_as_another(sentence, title):
    assert [line.title for line in read_text(sentence).lines] == [title]
