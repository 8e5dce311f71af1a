"""What a user can do with marks; one function per action."""
