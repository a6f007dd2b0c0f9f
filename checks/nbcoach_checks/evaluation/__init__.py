"""Does the score say what it seems to say?"""
