"""What the Modules page does; free of Qt."""
