"""Running handed-in notebooks: warm, apart from everything else, and with the outputs stock nbgrader would give."""
