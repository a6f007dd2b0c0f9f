"""Can anybody name the data that a result came from?"""
