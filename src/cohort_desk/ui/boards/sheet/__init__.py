"""The sheet of a board: the list of candidates, where the board stands, and a candidate's panel."""
