"""Runs a program and says how much memory the largest of its processes held: `python3 peak.py PROGRAM ARGUMENTS…`.

Its own output goes through; the last line is `peak KIB`.
"""

import os
import resource
import sys

process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status = os.waitpid(process, 0)
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, flush=True)
sys.exit(os.waitstatus_to_exitcode(status))
