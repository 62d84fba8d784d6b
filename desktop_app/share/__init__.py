"""The share protocol: publish, collect, enrol, over one small store interface."""
