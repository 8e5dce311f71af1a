"""Claims: the inbox of what waits to be validated, and the form that makes a claim."""
