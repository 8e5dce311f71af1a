"""Sentences that tempt to a wrong sum: shared units, parts, prices, losses, years, spelt sums."""

import pytest

from cohort_desk.domain.savings.reading import read_text

YEARLY, ONCE = True, False


@pytest.mark.parametrize(
    ("sentence", "pounds", "recurrent", "note"),
    [
        ("£80-£120k per annum", 80_000, YEARLY, "a range, £80,000 to £120,000"),
        ("£10k–£15K", 10_000, ONCE, "a range, £10,000 to £15,000"),
        ("10% of £2m a year", 200_000, YEARLY, "10% of £2,000,000 is read as £200,000"),
        ("a 10% saving on a £1.5m budget", 150_000, ONCE, "10% of £1,500,000"),
        ("saves £500 daily", 130_000, YEARLY, "£130,000 a year (260 working days)"),
        ("saving £1,000 per day", 260_000, YEARLY, "260 working days"),
        ("£20k fortnightly", 520_000, YEARLY, "£520,000 a year"),
        ("£2.5k pcm", 30_000, YEARLY, "“pcm”: £2,500 is read as £30,000 a year"),
        ("£150K/annum", 150_000, YEARLY, ""),
        ("£150k full-year effect", 150_000, YEARLY, "“full-year effect” is read as every year"),
        ("£150k twice a year", 300_000, YEARLY, "£150,000 is read as £300,000 a year"),
        ("£10k three times a year", 30_000, YEARLY, "£10,000 is read as £30,000 a year"),
        ("a saving of £250 per month per team across 12 teams", 36_000, YEARLY, "12 in all"),
        ("£750,000 over five years (£150,000 a year)", 150_000, YEARLY, "£750,000 is what 5 years"),
        ("£5 million (gross) / £4 million (net)", 4_000_000, ONCE, "£5,000,000 gross"),
        ("savings of 50p per transaction on 200,000 transactions", 100_000, ONCE, "200,000 in all"),
        ("saves one hundred and fifty thousand pounds a year", 150_000, YEARLY, ""),
        ("a hundred thousand pounds", 100_000, ONCE, ""),
        ("three-quarters of a million pounds", 750_000, ONCE, ""),
        ("saves twenty-five thousand pounds", 25_000, ONCE, ""),
        ("just shy of £100k", 100_000, ONCE, "a little less"),
        ("saves £0.005", 0.01, ONCE, ""),
    ],
)
def test_the_sum_that_is_meant_is_read_and_how_is_said(sentence, pounds, recurrent, note):
    (line,) = read_text(sentence).lines
    assert (line.pence, line.recurrent, line.doubt) == (round(pounds * 100), recurrent, "")
    assert note in " ".join(line.notes)


def test_a_total_with_its_part_keeps_its_years():
    (line,) = read_text("£750,000 over five years (£150,000 a year)").lines
    assert line.years == 5


def test_amounts_of_years_in_turn_are_one_line():
    (line,) = read_text("£150k in year 1, rising to £300k in year 2").lines
    assert (line.by_year, line.years, line.recurrent) == ((150_000_00, 300_000_00), 2, True)
    assert line.notes == ("Read as one saving year by year: £150,000, £300,000.",)


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("£1,50,000", "has its commas in odd places: is it £150,000?"),
        ("a deficit of £3m", "reads like a loss"),
        ("loss of £20,000", "reads like a loss"),
        ("-£20,000", "below nothing"),
        ("(£20,000)", "below nothing"),
        ("£1.5M gross saving, less £0.5M running costs", "taken off a saving"),
        ("the budget is £2m, of which 10% will be saved", "reads like a cost or a budget"),
    ],
)
def test_what_may_be_no_saving_is_doubted(sentence, doubt):
    assert doubt in read_text(sentence).lines[-1].doubt


def test_less_of_a_loss_is_a_saving():
    (line,) = read_text("It reduces the deficit by £20,000 a year").lines
    assert line.doubt == ""


@pytest.mark.parametrize(
    "sentence", ["several hundred thousand pounds", "Tens of thousands of pounds each year"]
)
def test_a_sum_without_a_number_is_never_sent_to_the_outcomes(sentence):
    reading = read_text(sentence)
    assert reading.lines == ()
    assert reading.guidance == (
        f"“{sentence.removesuffix(' each year')}” names a sum without saying how much: type the "
        "amount that is expected."
    )
