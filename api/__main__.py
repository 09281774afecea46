"""`python -m api`: hand over to the command line."""

import sys

from api.cli import main

sys.exit(main())
