"""What leaves the application as PDF, and paper that comes back.

typesetting (Japanese text) → page (the sheet and its blocks) → forms and ledger → signing and verification.
"""
