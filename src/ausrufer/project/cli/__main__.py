import sys

from ausrufer.project.cli import main

sys.exit(main())
