"""Marks: how criterion marks become the mark that a board sees, rung by rung."""
