"""The optimiser: people in numbers go in, groups and what is proven of them come out.

Pure and deterministic, and it knows numpy and nothing else: no names, no words, no database.
`solve.solve` is its door; `matrix.arrange` is the same search on any matrix of costs.
"""
