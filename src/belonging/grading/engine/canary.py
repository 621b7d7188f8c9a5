"""Signs of forged tests."""
