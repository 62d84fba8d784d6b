"""What prepares a checkout: system packages and translation catalogues; never part of the installed program."""
