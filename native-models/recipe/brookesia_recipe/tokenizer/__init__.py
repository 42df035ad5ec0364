"""Pictures to FSQ tokens and back."""
