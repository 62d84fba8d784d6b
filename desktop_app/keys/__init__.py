"""OS keyring, database key, identities and certificates, PINs, sealing, recovery."""
