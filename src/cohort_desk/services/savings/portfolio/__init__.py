"""All savings together, as the screen, the board and the command line see them."""
