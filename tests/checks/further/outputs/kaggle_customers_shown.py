# %% [markdown]
# # Churn: first look
# %%
import pandas as pd
customers = pd.read_csv("customers.csv")
customers.head()
# ran: 1
# shows: <table><tr><td>Mira</td><td>2019</td></tr></table>
# %%
customers.sample(3, random_state=0)  # expect: personal-data-in-output
# ran: 2
# shows: name            mail                       city
# shows: Mira Kovac      mira.kovac@posteo.de       Graz
# shows: J. Okonkwo      j.okonkwo91@gmail.com      Lagos
# %%
print(customers.payment.iloc[0])  # expect: personal-data-in-output
# ran: 3
# prints: card_number: 4539 1488 0343 6467, valid until 04/27
# %%
# test cards of the payment service are nobody's
print(test_payments)
# ran: 4
# prints: credit card 4111 1111 1111 1111
# %%
customers.plan.value_counts()
# ran: 5
# prints: 4539148803436467    3
# prints: 4916338506082832    1
# %%
!pip show lifelines
# ran: 6
# prints: Name: lifelines
# prints: Author-email: Cam Davidson-Pilon <cam.davidson.pilon@gmail.com>
# %%
print("sent to", "office@shop.at", "and", "mira@example.org")
# ran: 7
# prints: sent to office@shop.at and mira@example.org
# %%
import re
re.findall(r"\S+@\S+", "write to karl.moor@raeuber.de")
# ran: 8
# shows: ['karl.moor@raeuber.de']
# %%
orders.merge(customers).tail(2)  # expect: personal-data-in-output
# ran: 9
# prints: id   phone
# prints: 71   +43 664 1234590
# prints: 72   (212) 736-5000
# %%
frame[["lat", "lon"]].head()
# ran: 10
# prints: 212-736-5000
# %%
plot("logo@2x.png")
# ran: 11
# prints: saved logo@2x.png, torch@2.1.0, user@localhost, git@github.com:lab/tools.git
