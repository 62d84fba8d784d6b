"""Forms and ledger as PDF: typesetting, forms, signatures, preview."""
