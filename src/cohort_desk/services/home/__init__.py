"""What the home page of each view shows; see the module of each view."""
