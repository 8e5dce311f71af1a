"""What the page of sessions does; free of Qt."""
