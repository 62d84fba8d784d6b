"""What comes in and goes out as files: announcements, programme files, ledger exports."""
