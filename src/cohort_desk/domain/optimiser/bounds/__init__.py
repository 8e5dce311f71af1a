"""What no arrangement can go below."""
