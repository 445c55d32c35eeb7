"""What each judge says of the segments of a page, in odds of the classes of the model; weigh.py joins them."""
