"""What the projects page does; free of Qt."""
