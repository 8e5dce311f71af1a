"""What the view of regulation sets does; free of Qt."""
