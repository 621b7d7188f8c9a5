"""A teacher's own survey: read it, agree on what its columns are, and write one safe report."""
