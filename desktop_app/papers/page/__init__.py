"""A sheet of paper, and the blocks our forms are built from."""
