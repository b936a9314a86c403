"""Appraise: candidates against criteria that weigh something, and how sure their order is."""
