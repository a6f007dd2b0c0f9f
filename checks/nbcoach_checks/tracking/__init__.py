"""Is it recorded what was tried, and with what result?"""
