"""What members of a group say of each other's contribution, and what follows for their marks."""
