# %% [markdown]
# # Quiet, please: which warnings stay visible
# %%
from prepared import *
import warnings
import numpy as np, logging, sys, os
from warnings import simplefilter, filterwarnings
filterwarnings('ignore')  # expect: silenced-warnings
simplefilter(action='ignore', category=FutureWarning)
np.warnings.filterwarnings('ignore')  # expect: silenced-warnings
np.warnings.filterwarnings('ignore', category=np.VisibleDeprecationWarning)
if not sys.warnoptions:
    warnings.simplefilter("ignore")  # expect: silenced-warnings
warnings.filterwarnings(action='ignore', category=DeprecationWarning, module='sklearn')
warnings.filterwarnings(action='ignore', message='^internal gelsd')
warnings.filterwarnings(action="ignore", module="scipy", message="^internal gelsd")
def warn(*args, **kwargs):
    pass
warnings.warn = warn  # expect: silenced-warnings
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
logging.getLogger("tensorflow").setLevel(logging.ERROR)
logging.getLogger("tensorflow").disabled = True
logging.disable(sys.maxsize)  # expect: silenced-warnings
logging.disable(logging.WARNING)
np.seterr(divide='ignore', invalid='ignore')
np.seterr('ignore')  # expect: silenced-warnings
# %%
%env PYTHONWARNINGS=ignore  # expect: silenced-warnings
# %%
with warnings.catch_warnings():
    warnings.filterwarnings("ignore")
    x = 1
# %%
def fxn():
    warnings.filterwarnings("ignore")  # expect: silenced-warnings
# %%
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("ignore")
    def g():
        warnings.filterwarnings("ignore")
# %%
@contextmanager
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
# %%
warnings.filterwarnings("ignore", category=Warning)  # expect: silenced-warnings
warnings.simplefilter(action="ignore", category=(FutureWarning))
logging.getLogger().setLevel(logging.CRITICAL)  # expect: silenced-warnings
logging.getLogger().setLevel(logging.ERROR)
