"""Several proposals that really differ, and what differs between two."""
