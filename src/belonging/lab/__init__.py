"""The participant's own computer: a workspace folder that keeps their work, and JupyterLab opened on it."""
