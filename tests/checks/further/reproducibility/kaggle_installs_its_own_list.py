# beside: requirements.txt: pandas
# expect: unpinned-environment
# %%
!pip install -r https://raw.githubusercontent.com/lab/course/main/colab.txt
import sklearn
import pandas
