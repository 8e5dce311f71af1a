"""Designing a certificate: the preview at the left, the fields at the right."""
