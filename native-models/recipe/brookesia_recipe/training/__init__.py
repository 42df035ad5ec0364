"""What both trainings share: optimisers, time budget, checkpoints, logs."""
