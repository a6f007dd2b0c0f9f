# %% [markdown]
# # Wait for the server, ask again

# %%
import time

import requests

for _ in range(30):
    try:
        requests.get("http://localhost:8000/health", timeout=1)
    except Exception:
        pass
    time.sleep(1)

# %%
for _ in range(3):
    try:
        answer = requests.get("https://example.org/rows").json()
        break
    except Exception:
        continue

# %%
def ask(url):
    for _ in range(3):
        try:
            return requests.get(url).json()
        except Exception:
            pass
    raise RuntimeError(url)


# %%
def ask_once(url):
    try:
        return requests.get(url).json()
    except Exception:  # expect: swallowed-error
        pass


# %%
pages = []
for number in range(30):
    try:
        page = requests.get(f"https://example.org/{number}").text
    except:  # expect: swallowed-error
        pass
    pages.append(page)
