"""What the Certificates page does; free of Qt."""
