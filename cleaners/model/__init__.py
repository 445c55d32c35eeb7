"""The learned judge of lines: what a line of any language probably is, from its shape, words and neighbours.

Nothing is imported here: numpy and the packed model are loaded when `cleaners.model.predict` is.
"""
