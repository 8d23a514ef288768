"""What a command's exit status says."""

OK = 0
NOTHING_DONE = 1
WRONG_USAGE = 2
STOPPED = 130
