"""Proof for a small cohort: every group that a better arrangement could hold is looked at."""
