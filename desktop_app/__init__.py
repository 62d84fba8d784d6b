"""The application without its windows: rules, record, keys, share, papers. No Qt anywhere."""
