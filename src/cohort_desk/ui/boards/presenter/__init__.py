"""What the Board page does; free of Qt."""
