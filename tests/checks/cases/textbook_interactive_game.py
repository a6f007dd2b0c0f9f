# %% [markdown]
# # Chapter 3: loops and input

# %%
name = input("Your name: ")  # expect: interactive-input
print("Hello", name)

# %%
def guess_number(limit=10):
    import random
    random.seed(3)
    secret = random.randint(1, limit)
    while True:
        guess = int(input("Guess: "))  # expect: interactive-input
        if guess == secret:
            return guess

def unused_menu():
    return input("never asked: ")

guess_number()

# %%
INTERACTIVE = False
if INTERACTIVE:
    age = int(input("Age: "))
else:
    age = 30

# %%
def load(path, ask=False):
    if ask:
        path = input("Where? ")
    return path
load("a.csv")

# %%
def average(numbers):
    breakpoint()  # expect: interactive-input
    return sum(numbers) / len(numbers)
average([1, 2, 3])

# %%
import pdb
# pdb.set_trace()
print("type input() to ask, or use getpass")
input_shape = (3, 3)
layer = dict(input=input_shape)
%debug  # expect: interactive-input
%pdb off

# %%
class Quiz:
    def ask(self, question):
        self.answer = raw_input(question) if False else input(question)  # expect: interactive-input

Quiz().ask("2 + 2? ")

# %%
import os
try:
    key = os.environ["API_KEY"]
except KeyError:
    import getpass
    key = getpass.getpass("API key: ")
