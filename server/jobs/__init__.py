"""What is done without being asked: found tasks, checks, one supervised thread."""
