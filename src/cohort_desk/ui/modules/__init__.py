"""What a cohort studies: modules, marking guides and regulations."""
