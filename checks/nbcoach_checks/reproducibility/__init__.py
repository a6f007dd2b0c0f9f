"""Will the same notebook give the same result again, and anywhere else?"""
