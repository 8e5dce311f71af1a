"""What asks for a second look in a group's ratings."""

from fractions import Fraction

from cohort_desk.domain.peers.flags import FlagKind, flags_of, means_of

NAMES = {1: "Ada", 2: "Ben", 3: "Cem", 4: "Dee"}


def means(matrix):
    return {
        rater: {rated: Fraction(str(value)) for rated, value in given.items()}
        for rater, given in matrix.items()
    }


def of(matrix, names=None):
    return {
        (flag.kind, flag.member, flag.other) for flag in flags_of(names or NAMES, means(matrix))
    }


def all_give(score, **changed):
    matrix = {i: {j: score for j in NAMES if j != i} for i in NAMES}
    for key, value in changed.items():
        rater, rated = (int(part) for part in key[1:].split("_"))
        matrix[rater][rated] = value
    return matrix


def test_ratings_that_agree_raise_no_flag():
    assert of(all_give(3)) == set()


def test_means_are_over_the_criteria():
    assert means_of({1: {2: {10: 4, 11: 3}}}) == {1: {2: Fraction(7, 2)}}


def test_one_point_above_the_peers_is_overconfident_and_less_is_not():
    assert of(all_give(3, s1_1=4)) == {(FlagKind.OVERCONFIDENT, 1, None)}
    assert of(all_give(3, s1_1=3.9)) == set()


def test_who_keeps_the_high_ratings_for_themselves():
    matrix = all_give(4, s1_1=4)
    matrix[1].update({2: 2, 3: 2.4, 4: 2})
    assert (FlagKind.ALL_TO_SELF, 1, None) in of(matrix)
    matrix[1][3] = 2.5
    assert (FlagKind.ALL_TO_SELF, 1, None) not in of(matrix)


def test_who_is_rated_low_on_average():
    low = all_give(3, s1_4=2.4, s2_4=2.5, s3_4=2.5)
    assert (FlagKind.LOW, 4, None) in of(low)
    not_low = all_give(3, s1_4=2.5, s2_4=2.5, s3_4=2.5)
    assert (FlagKind.LOW, 4, None) not in of(not_low)


def test_one_who_differs_from_all_others_is_a_conflict():
    assert (FlagKind.CONFLICT, 3, 2) in of(all_give(4, s2_3=2, s1_3=3))
    assert not any(kind is FlagKind.CONFLICT for kind, *_ in of(all_give(4, s2_3=2, s1_3=2.5)))
    three = {1: {2: 5, 3: 5}, 2: {1: 5, 3: 5}, 3: {1: 1, 2: 5}}
    two_raters = of(three, {1: "Ada", 2: "Ben", 3: "Cem"})
    assert not any(kind is FlagKind.CONFLICT for kind, *_ in two_raters)


def test_a_pair_that_gives_each_other_more_than_the_others_do():
    flags = of(all_give(3, s1_2=4, s2_1=5))
    assert {(FlagKind.PAIR, 1, 2), (FlagKind.PAIR, 2, 1)} <= flags
    assert not any(kind is FlagKind.PAIR for kind, *_ in of(all_give(3, s1_2=4)))


def test_far_above_and_below_the_groups_average():
    flags = of(all_give(4, s1_4=3, s2_4=3, s3_4=3))
    assert (FlagKind.BELOW, 4, None) in flags
    assert not any(kind is FlagKind.ABOVE for kind, *_ in flags)
    assert (FlagKind.ABOVE, 4, None) in of(all_give(3, s1_4=4, s2_4=4, s3_4=4))


def test_exactly_ten_per_cent_is_not_yet_far():
    # Averages 3.3 and three times 2.9: the group's is 3, the quotient exactly 1.10.
    matrix = all_give(2.9, s2_1=3.3, s3_1=3.3, s4_1=3.3)
    assert of(matrix) == set()


def test_who_is_not_in_the_group_counts_for_nothing():
    matrix = all_give(3)
    matrix[9] = {1: 0, 2: 0}
    matrix[1][9] = 0
    assert of(matrix) == set()


def test_a_flag_says_what_was_seen():
    (flag,) = flags_of(NAMES, means(all_give(3, s1_1=4.5)))
    assert flag.sentence == "Ada rates themselves 4.5, the others give 3."
