"""Explorers: tables that answer to a change, without a kernel."""
