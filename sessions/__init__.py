"""What was said and decided in a workshop: material, plan, record, analysis, store and summary."""
