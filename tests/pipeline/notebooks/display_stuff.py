# %% [markdown]
# # Rich output
# %%
from IPython.display import display, HTML, Markdown, Image, Latex, JSON, clear_output, SVG, Math
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.ast_node_interactivity = "all"
import pandas as pd, numpy as np, sys
# %% [markdown]
# ## Everything is shown
# %%
x = 3
x
x + 1
# %%
df = pd.DataFrame({'a': [1, 2], 'b': list('xy')})
df
df.dtypes
# %% [markdown]
# ## HTML
# %%
display(HTML('<b>bold</b>'))
display(Markdown('**md** `code`'))
Latex(r'$\alpha$')
# %%
%%html
<p style="color:red">red</p>
# %%
%%latex
\begin{equation} E = mc^2 \end{equation}
# %% [markdown]
# ## Class with a repr
# %%
class Card:
    def __init__(self, t): self.t = t
    def _repr_html_(self): return f'<h3>{self.t}</h3>'
    def __repr__(self): return f'Card({self.t})'
card = Card('hello')
card
# %% [markdown]
# ## Errors on purpose
# %%
try:
    1 / 0
except ZeroDivisionError as e:
    print('caught', e, file=sys.stderr)
# %% [markdown]
# ## Style
# %%
pd.options.display.precision = 2
(df.assign(c=np.pi).style.set_caption('cap').hide(axis='index'))
df.assign(c=np.pi)
# %% [markdown]
# ## Handles
# %%
h = display('start', display_id='prog')
h2 = display('x', display_id=True)
# %%
h2.update('done')
x
card
