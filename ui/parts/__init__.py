"""The parts every screen is built of, one small file each; they know the theme and no screen."""
