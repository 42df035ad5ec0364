"""Contact sheets and scores."""
