"""The view "Portfolio": what all savings come to, and the outcomes beside them."""
