"""Benefits from a spreadsheet: what would happen to every row, then one step."""
