"""`python -m concordant`, for a machine whose PATH does not name the program."""

from concordant.cli import main

main()
