# beside: requirements.txt: numpy==1.26.4 --hash=sha256:0a1b
# beside: requirements.txt: pandas==2.2.3 ; python_version >= "3.9"
# beside: requirements.txt: # a comment
# beside: requirements.txt: scipy
# expect: unpinned-environment
# %%
import numpy
import pandas
