"""What a user can do with marking; see the modules for each kind of action."""
