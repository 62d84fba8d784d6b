"""Signatures on papers, and whether they hold."""
