# %% [markdown]
# # Cells of all lengths

# %%
total = 0  # expect: oversized-cell
total += 0
total += 1
total += 2
total += 3
total += 4
total += 5
total += 6
total += 7
total += 8
total += 9
total += 10
total += 11
total += 12
total += 13
total += 14
total += 15
total += 16
total += 17
total += 18
total += 19
total += 20
total += 21
total += 22
total += 23
total += 24
total += 25
total += 26
total += 27
total += 28
total += 29
total += 30
total += 31
total += 32
total += 33
total += 34
total += 35
total += 36
total += 37
total += 38
total += 39
total += 40
total += 41
total += 42
total += 43
total += 44
total += 45
total += 46
total += 47
total += 48
total += 49
total += 50
total += 51
total += 52
total += 53
total += 54
total += 55
total += 56
total += 57
total += 58
total += 59
# a remark in the middle
total += 0
total += 1
total += 2
total += 3
total += 4
total += 5
total += 6
total += 7
total += 8
total += 9
total += 10
total += 11
total += 12
total += 13
total += 14
total += 15
total += 16
total += 17
total += 18
total += 19
total += 20
total += 21
total += 22
total += 23
total += 24
total += 25
total += 26
total += 27
total += 28
total += 29
total += 30
total += 31
total += 32
total += 33
total += 34
total += 35
total += 36
total += 37
total += 38
total += 39
total += 40
total += 41
total += 42
total += 43
total += 44
total += 45
total += 46
total += 47
total += 48
total += 49
total += 50
total += 51
total += 52
total += 53
total += 54
total += 55
total += 56
total += 57
total += 58
total += 59

# %%
total = 1
total += 0
total += 1
total += 2
total += 3
total += 4
total += 5
total += 6
total += 7
total += 8
total += 9
total += 10
total += 11
total += 12
total += 13
total += 14
total += 15
total += 16
total += 17
total += 18
total += 19
total += 20
total += 21
total += 22
total += 23
total += 24
total += 25
total += 26
total += 27
total += 28
total += 29
total += 30
total += 31
total += 32
total += 33
total += 34
total += 35
total += 36
total += 37
total += 38
total += 39
total += 40
total += 41
total += 42
total += 43
total += 44
total += 45
total += 46
total += 47
total += 48
total += 49
total += 50
total += 51
total += 52
total += 53
total += 54
total += 55
total += 56
total += 57
total += 58
total += 59

# %%
query = """
line 0
line 1
line 2
line 3
line 4
line 5
line 6
line 7
line 8
line 9
line 10
line 11
line 12
line 13
line 14
line 15
line 16
line 17
line 18
line 19
line 20
line 21
line 22
line 23
line 24
line 25
line 26
line 27
line 28
line 29
line 30
line 31
line 32
line 33
line 34
line 35
line 36
line 37
line 38
line 39
line 40
line 41
line 42
line 43
line 44
line 45
line 46
line 47
line 48
line 49
line 50
line 51
line 52
line 53
line 54
line 55
line 56
line 57
line 58
line 59
line 60
line 61
line 62
line 63
line 64
line 65
line 66
line 67
line 68
line 69
line 70
line 71
line 72
line 73
line 74
line 75
line 76
line 77
line 78
line 79
line 80
line 81
line 82
line 83
line 84
line 85
line 86
line 87
line 88
line 89
line 90
line 91
line 92
line 93
line 94
line 95
line 96
line 97
line 98
line 99
line 100
line 101
line 102
line 103
line 104
line 105
line 106
line 107
line 108
line 109
line 110
line 111
line 112
line 113
line 114
line 115
line 116
line 117
line 118
line 119
line 120
line 121
line 122
line 123
line 124
line 125
line 126
line 127
line 128
line 129
line 130
line 131
line 132
line 133
line 134
line 135
line 136
line 137
line 138
line 139
line 140
line 141
line 142
line 143
line 144
line 145
line 146
line 147
line 148
line 149
"""

# %%
def wide():
    print(0)
    print(1)
    print(2)
    print(3)
    print(4)
    print(5)
    print(6)
    print(7)
    print(8)
    print(9)
    print(10)
    print(11)
    print(12)
    print(13)
    print(14)
    print(15)
    print(16)
    print(17)
    print(18)
    print(19)
    print(20)
    print(21)
    print(22)
    print(23)
    print(24)
    print(25)
    print(26)
    print(27)
    print(28)
    print(29)
    print(30)
    print(31)
    print(32)
    print(33)
    print(34)
    print(35)
    print(36)
    print(37)
    print(38)
    print(39)
    print(40)
    print(41)
    print(42)
    print(43)
    print(44)
    print(45)
    print(46)
    print(47)
    print(48)
    print(49)
    print(50)
    print(51)
    print(52)
    print(53)
    print(54)
    print(55)
    print(56)
    print(57)
    print(58)
    print(59)
    print(60)
    print(61)
    print(62)
    print(63)
    print(64)
    print(65)
    print(66)
    print(67)
    print(68)
    print(69)
    print(70)
    print(71)
    print(72)
    print(73)
    print(74)
    print(75)
    print(76)
    print(77)
    print(78)
    print(79)
    print(80)
    print(81)
    print(82)
    print(83)
    print(84)
    print(85)
    print(86)
    print(87)
    print(88)
    print(89)
    print(90)
    print(91)
    print(92)
    print(93)
    print(94)
    print(95)
    print(96)
    print(97)
    print(98)
    print(99)
    print(100)
    print(101)
    print(102)
    print(103)
    print(104)
    print(105)
    print(106)
    print(107)
    print(108)
    print(109)
    print(110)
    print(111)
    print(112)
    print(113)
    print(114)
    print(115)
    print(116)
    print(117)
    print(118)
    print(119)
    print(120)
    print(121)
    print(122)
    print(123)
    print(124)
    print(125)
    print(126)
    print(127)
    print(128)
    print(129)
    print(130)
    print(131)
    print(132)
    print(133)
    print(134)
    print(135)
    print(136)
    print(137)
    print(138)
    print(139)
    print(140)
    print(141)
    print(142)
    print(143)
    print(144)
    print(145)
    print(146)
    print(147)
    print(148)
    print(149)


# %%
%%writefile notes.txt
total += 0
total += 1
total += 2
total += 3
total += 4
total += 5
total += 6
total += 7
total += 8
total += 9
total += 10
total += 11
total += 12
total += 13
total += 14
total += 15
total += 16
total += 17
total += 18
total += 19
total += 20
total += 21
total += 22
total += 23
total += 24
total += 25
total += 26
total += 27
total += 28
total += 29
total += 30
total += 31
total += 32
total += 33
total += 34
total += 35
total += 36
total += 37
total += 38
total += 39
total += 40
total += 41
total += 42
total += 43
total += 44
total += 45
total += 46
total += 47
total += 48
total += 49
total += 50
total += 51
total += 52
total += 53
total += 54
total += 55
total += 56
total += 57
total += 58
total += 59
total += 0
total += 1
total += 2
total += 3
total += 4
total += 5
total += 6
total += 7
total += 8
total += 9
total += 10
total += 11
total += 12
total += 13
total += 14
total += 15
total += 16
total += 17
total += 18
total += 19
total += 20
total += 21
total += 22
total += 23
total += 24
total += 25
total += 26
total += 27
total += 28
total += 29
total += 30
total += 31
total += 32
total += 33
total += 34
total += 35
total += 36
total += 37
total += 38
total += 39
total += 40
total += 41
total += 42
total += 43
total += 44
total += 45
total += 46
total += 47
total += 48
total += 49
total += 50
total += 51
total += 52
total += 53
total += 54
total += 55
total += 56
total += 57
total += 58
total += 59
