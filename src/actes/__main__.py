"""`python -m actes`."""

from actes.cli import main

if __name__ == "__main__":
    main()
