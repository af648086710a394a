"""Start of the service: `python -m service`."""

import sys

from service.contract import main
from service.program import run

if __name__ == "__main__":
    sys.exit(main(run))
