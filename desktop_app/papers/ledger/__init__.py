"""様式第4号, the ledger, at any number of rows."""
