"""What a cohort studies and how it is marked: the rules on modules, assessments and guides."""
