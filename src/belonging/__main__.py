"""`python -m belonging` is the `belonging` command."""

from belonging.cli import main

if __name__ == "__main__":
    main()
