"""A cohort: many people's work, from the roster to the feedback page, in one folder that stays an nbgrader course."""
