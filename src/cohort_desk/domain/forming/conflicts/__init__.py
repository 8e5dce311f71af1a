"""Whether the hard rules can all hold, and where not, which few of them are at odds."""
