"""Training and measuring the learned line model (`cleaners.model`)."""
