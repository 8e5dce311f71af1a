"""The view "Outcomes": what projects bring beside money, and how far that is."""
