"""What the Packs page does; free of Qt."""
