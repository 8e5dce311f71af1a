"""Reports on savings: for the board, for an agency, of a project; each drawn from a snapshot."""
