"""Would anybody see that something goes wrong?"""
