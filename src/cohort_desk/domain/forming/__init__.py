"""Forms mixed groups: what is asked, what cannot be, the search, its proof and its live effects.

`request` and `recipes` say what is wanted and know no numpy; `engine.form` answers;
`live.LiveBoard` tells what a change by hand would do. All of it is pure: plain values in and out.
"""
