"""What is handed out on paper and on a screen: a module's Monday pack and its slides, all derived from its lesson."""
