"""What a user can do with savings; see the modules for each kind of action."""
